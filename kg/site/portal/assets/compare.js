// @ts-check
"use strict";
/**
 * @typedef {number[]} Cell a text and its sources, by their numbers; empty where nothing is known
 * @typedef {{id: string, page: string, name: string, group: string, level: number, country: string, cells: Record<string, Cell[]>,
 *   figures: number[][][], ties: Record<string, Cell>, fields: [number[], number[]][]}} Place
 * @typedef {{label: string, cells: [Told, Told], remark: string}} Row
 * @typedef {{text: string, sources: number[]}} Told
 */
// Any two places side by side, from what kg.site.portal.side_by_side writes; the choice stands in the address. Without
// this script the most usual pairs stand below as links. What is compared with what is the rule of kg.dossier.comparison.
(() => {
  const data = globalThis.kgSideBySide;
  const form = document.getElementById("compare");
  const shown = document.getElementById("compared");
  const lists = ["compare-1", "compare-2"].map((id) => /** @type {HTMLSelectElement | null} */ (document.getElementById(id)));
  const pages = document.getElementById("compare-pages");
  if (!data || !form || !shown || !pages || !lists[0] || !lists[1]) return;
  const { words } = data;
  /** @type {Map<string, Place>} */
  const places = new Map(data.places.map((/** @type {Place} */ place) => [place.id, place]));
  /** @type {Record<string, string>} */
  const paged = JSON.parse(pages.textContent ?? "{}");
  /** @type {Told} */
  const nothing = { text: "", sources: [] };
  /** @param {Cell | undefined} cell @returns {Told} */
  const told = (cell) => (cell?.length ? { text: data.texts[cell[0]], sources: cell.slice(1) } : nothing);

  /** @param {string} part @param {Place[]} both @returns {Row[]} */
  const known = (part, [one, other]) => data.rows[part].map((/** @type {string[]} */ [, label, remark], /** @type {number} */ at) => ({
    label, remark, cells: [told(one.cells[part][at]), told(other.cells[part][at])],
  }));

  /** @param {number[]} figure @returns {Told} a figure that stands beside one of another kind */
  const apart = ([, , indicator, when, unit, number, doubt, ...sources]) => {
    const what = [indicator, when, unit].map((at) => data.texts[at]).join(words.comma);
    return { text: filledIn(words.value, { value: data.texts[number], what }) + data.texts[doubt], sources };
  };

  /** @param {string} label @param {number[][]} one @param {number[][]} other @returns {Row} the figures of one meaning, else the first of each */
  const figures = (label, one, other) => {
    const meaning = (/** @type {number[]} */ figure) => figure.slice(2, 5).join();
    const both = one.filter((figure) => figure[1]).flatMap((first) => other.filter((second) => meaning(first) === meaning(second)).map((second) => [first, second]));
    both.sort((a, b) => Math.max(a[0][0], a[1][0]) - Math.max(b[0][0], b[1][0]));
    if (both.length) {
      const what = both[0][0].slice(2, 5).map((at) => data.texts[at]).join(words.comma);
      const cells = both[0].map((figure) => ({ text: data.texts[figure[5]] + data.texts[figure[6]], sources: figure.slice(7) }));
      return { label: filledIn(words.value, { value: label, what }), cells: [cells[0], cells[1]], remark: "" };
    }
    const best = [one[0], other[0]].filter(Boolean);
    const differ = (/** @type {number} */ at) => new Set(best.map((figure) => figure[at])).size > 1;
    const reasons = [
      differ(2) && words.indicators, best.every((figure) => figure[1]) && differ(3) && words.years, differ(4) && words.units,
      best.some((figure) => !figure[1]) && words.undated, best.length < 2 && words.unknown,
    ].filter(Boolean);
    const remark = filledIn(words.reasons, { reasons: reasons.join(words.comma) });
    return { label, remark, cells: [one[0] ? apart(one[0]) : nothing, other[0] ? apart(other[0]) : nothing] };
  };

  /** @param {string} label @param {[number[], number[]]} one @param {[number[], number[]]} other @returns {Row} */
  const shared = (label, [one, ofOne], [other, ofOther]) => {
    const list = (/** @type {number[]} */ names) => names.map((at) => data.texts[at]);
    const common = list(one.filter((at) => other.includes(at))).sort();
    const remark = common.length ? filledIn(words.common, { what: common.join(words.comma) }) : words.nothing;
    return {
      label, remark: one.length && other.length ? remark : "",
      cells: [{ text: list(one).join(words.comma), sources: ofOne }, { text: list(other).join(words.comma), sources: ofOther }],
    };
  };

  /** @param {Place} one @param {Place} other @returns {[string, Row[]][]} */
  const compared = (one, other) => {
    const both = [one, other];
    const heading = (/** @type {string} */ part) => data.rows[part][0]?.[0] ?? "";
    const kind = known("kind", both);
    const levels = [one.level, other.level].sort((a, b) => a - b).join();
    const isUnequal = data.unequal.some((/** @type {number[]} */ pair) => pair.join() === levels);
    if (isUnequal && kind[0]) kind[0].remark = words.unequal;
    const between = told(one.ties[other.id]);
    const partners = Object.keys(one.ties).filter((id) => id in other.ties).sort();
    const position = known("position", both).filter((row) => row.label !== words.inCountry || one.country === other.country);
    return [
      [heading("kind"), kind],
      [words.figures, data.figures.map((/** @type {string} */ label, /** @type {number} */ at) => figures(label, one.figures[at], other.figures[at]))],
      [heading("ties"), known("ties", both)],
      [words.between, [{ label: filledIn(words.pair, { one: one.name, other: other.name }), remark: "", cells: [between, between] }]],
      [words.partners, partners.map((id) => ({ label: places.get(id)?.name ?? id, remark: "", cells: [told(one.ties[id]), told(other.ties[id])] }))],
      [words.fields, data.fields.map((/** @type {string} */ label, /** @type {number} */ at) => shared(label, one.fields[at], other.fields[at]))],
      [heading("facilities"), known("facilities", both)],
      [heading("position"), position],
    ];
  };

  /** @param {Place} one @param {Place} other @returns {HTMLElement[]} */
  const drawn = (one, other) => {
    /** @type {number[]} */
    const cited = [];
    const note = (/** @type {number} */ source) => {
      if (!cited.includes(source)) cited.push(source);
      const number = String(cited.indexOf(source) + 1);
      return makeElement("a", { href: `#n${number}` }, number);
    };
    const cell = (/** @type {Told} */ { text, sources }) => {
      const notes = sources.flatMap((source, at) => (at ? [", ", note(source)] : [note(source)]));
      return makeElement("td", {}, text || words.dash, ...(text && notes.length ? [makeElement("sup", {}, ...notes)] : []));
    };
    const link = (/** @type {Place} */ place) => makeElement("a", { href: place.page }, place.name);
    /** @type {HTMLElement[]} */
    const made = [makeElement("h2", { id: "pair" }, filledIn(words.pair, { one: one.name, other: other.name }))];
    const page = paged[[one.id, other.id].sort().join("--")];
    if (page) made.push(makeElement("p", {}, makeElement("a", { href: page }, words.page)));
    for (const [title, rows] of compared(one, other)) {
      const full = rows.filter((row) => row.cells.some(({ text }) => text && text !== "0"));
      if (!full.length) continue;
      const head = makeElement("thead", {}, makeElement("tr", {}, makeElement("th", {}), makeElement("th", {}, link(one)), makeElement("th", {}, link(other))));
      const body = full.map((row) => makeElement("tr", {}, makeElement("td", {}, makeElement("strong", {}, row.label)), ...row.cells.map(cell)));
      const box = makeElement("div", { class: "table" }, makeElement("table", {}, head, makeElement("tbody", {}, ...body)));
      made.push(makeElement("h3", {}, title), box);
      const remarks = full.filter((row) => row.remark).map((row) => makeElement("li", {}, row.label, words.colon, row.remark));
      if (remarks.length) made.push(makeElement("ul", {}, ...remarks));
    }
    const sources = cited.map((source, at) => makeElement("li", { id: `n${at + 1}` }, makeElement("a", { href: data.sources[source][0] }, data.sources[source][1])));
    if (sources.length) made.push(makeElement("h3", { id: "sources" }, words.sources), makeElement("ol", { class: "notes" }, ...sources));
    return made;
  };

  const [first, second] = /** @type {HTMLSelectElement[]} */ (lists);
  const show = () => {
    const one = places.get(first.value);
    const other = places.get(second.value);
    if (!one || !other || one === other) return shown.replaceChildren(makeElement("p", {}, words.same));
    shown.replaceChildren(...drawn(one, other));
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (shown.querySelectorAll(".table"))) cardsOf(box);
  };
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has("one") && !given.has("other")) return;
    for (const [list, name] of /** @type {[HTMLSelectElement, string][]} */ ([[first, "one"], [second, "other"]])) {
      if (places.has(given.get(name) ?? "")) list.value = given.get(name) ?? "";
    }
    show();
  };

  /** @type {Map<string, Place[]>} */
  const groups = new Map();
  for (const place of places.values()) groups.set(place.group, [...(groups.get(place.group) ?? []), place]);
  for (const list of /** @type {HTMLSelectElement[]} */ (lists)) {
    for (const [group, members] of groups) list.append(makeElement("optgroup", { label: group }, ...members.map(({ id, name }) => makeElement("option", { value: id }, name))));
  }
  second.selectedIndex = 1;
  form.hidden = false;
  form.addEventListener("change", () => {
    history.replaceState(null, "", `#${new URLSearchParams({ one: first.value, other: second.value })}`);
    show();
  });
  addEventListener("hashchange", read);
  read();
})();
