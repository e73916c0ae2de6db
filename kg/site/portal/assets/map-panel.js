// @ts-check
"use strict";
// What is told beside the map of a place, a region or a tie, and the words of counts.
const mapPanel = (() => {
  const { words, tag } = tiesMap.told;
  const forms = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const MOST = 60;

  /** @param {string} text @param {Record<string, string | number>} given */
  const filled = (text, given) => text.replace(/\{(\w+)\}/g, (_all, name) => String(given[name] ?? ""));
  /** @param {number} n */
  const ties = (n) => filled(words.certain[{ one: 0, few: 1, many: 2, other: tag === "ru" ? 1 : 1 }[/** @type {"one"} */ (forms.select(n))] ?? 1], { n: numbers.format(n) });

  /** @param {string} name @param {string} text @param {Record<string, string>} [more] */
  function element(name, text, more = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
    return made;
  }

  /** @param {string} url @param {string} text a link, or its words where there is no page */
  const link = (url, text) => url ? element("a", text, { href: url }) : element("span", text);

  /** @param {Shown} each @param {number} [from] the place at whose end one stands */
  function row({ tie, certain }, from = -1) {
    const [a, b] = [tiesMap.places[tie.a], tiesMap.places[tie.b]];
    const named = tie.a === from ? b.name : tie.b === from ? a.name : filled(words.between, { a: a.name, b: b.name });
    const line = document.createElement("li");
    line.append(link(tie.url, named), element("small", [tiesMap.kinds[tie.kind][1], tie.since, certain ? "" : words.maybe].filter(Boolean).join(" · ")));
    return line;
  }

  /** @param {Shown[]} shown @param {number} [from] */
  function list(shown, from) {
    const made = document.createElement("ul");
    for (const each of shown.slice(0, MOST)) made.append(row(each, from));
    if (shown.length > MOST) made.append(element("li", filled(words.more, { n: numbers.format(shown.length - MOST) })));
    return made;
  }

  /** @param {HTMLElement} panel @param {Scene} scene @param {Shown[]} shown @param {() => void} close */
  function show(panel, scene, shown, close) {
    panel.replaceChildren();
    panel.hidden = scene.item < 0 && !scene.line;
    if (panel.hidden) return;
    const button = element("button", "×", { type: "button", "aria-label": words.close });
    button.addEventListener("click", close);
    if (scene.item >= 0) {
      const item = scene.items[scene.item];
      const own = shown.filter(({ tie }) => scene.isRolled
        ? [tie.a, tie.b].some((end) => tiesMap.places[end].region === item.index) : tie.a === item.index || tie.b === item.index);
      const head = document.createElement("h2");
      head.append(link(item.url, item.name));
      panel.append(button, head, element("p", ties(own.length)));
      if (scene.isRolled) panel.append(element("p", words.rolled, { class: "muted" }));
      panel.append(list([...own].reverse(), scene.isRolled ? -1 : item.index));
      return;
    }
    const line = /** @type {Line} */ (scene.line);
    panel.append(button, element("h2", filled(words.between, { a: scene.items[line.a].name, b: scene.items[line.b].name })));
    if (scene.isRolled) {
      panel.append(element("p", ties(line.ties.length)), element("p", words.rolled, { class: "muted" }), list(line.ties));
      return;
    }
    const [{ tie, certain }] = line.ties;
    const status = tiesMap.statuses[tie.status]?.[1] ?? "";
    const facts = [tiesMap.kinds[tie.kind][1], filled(words.begun, { when: tie.since }), status, certain ? "" : words.maybe, filled(words.sources, { n: tie.witnesses })];
    const told = document.createElement("ul");
    for (const fact of facts.filter(Boolean)) told.append(element("li", fact));
    const pages = document.createElement("p");
    for (const [url, text] of [[tie.url, words.tie_page], [scene.items[line.a].url, scene.items[line.a].name], [scene.items[line.b].url, scene.items[line.b].name]]) {
      if (url) pages.append(link(url, text), " ");
    }
    panel.append(told, pages);
  }

  return { show, filled, ties, element, numbers };
})();
