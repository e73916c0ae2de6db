// The editor of the query page, which scripts/bundle_editor.py makes one file of. It stands in a shadow root: there its
// styles are adopted and need no exception in the content policy of the page.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--muted)", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "14px", lineHeight: "1.5", maxHeight: "60vh" },
  ".cm-content": { minHeight: "11em", padding: "8px 4px", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--link) 30%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--land)", outline: "1px solid var(--muted)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--muted)" },
  ".cm-tooltip-autocomplete > ul > li": { fontFamily: "inherit", padding: "4px 10px", lineHeight: "1.35" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--ink)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
});
const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: "var(--link)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--muted)" },
  { tag: [tags.string, tags.number], color: "var(--china)" },
  { tag: [tags.atom, tags.namespace, tags.standard(tags.variableName)], color: "var(--focus)" },
]);

/**
 * Puts an editor before a text area, which it keeps in step; `complete(word, isAsked)` gives what may stand for a word.
 * @param {{area: HTMLTextAreaElement, label: string, run: () => void, complete: (word: string, isAsked: boolean) => Promise<object[]>}} given
 */
globalThis.kgEditor = ({ area, label, run, complete }) => {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  area.before(host);
  const source = async (context) => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:-]+/u);
    if (!word && !context.explicit) return null;
    const options = await complete(word?.text ?? "", context.explicit);
    return options.length ? { from: word?.from ?? context.pos, options, validFor: /^[\p{L}\p{N}_:-]*$/u } : null;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }]),
        history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
        autocompletion({ override: [source], icons: false }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        StreamLanguage.define(sparql), syntaxHighlighting(words), look,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) area.value = view.state.doc.toString(); }),
      ],
    }),
  });
  area.hidden = true;
  return view;
};
