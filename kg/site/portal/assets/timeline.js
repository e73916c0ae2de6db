// @ts-check
"use strict";
/**
 * @typedef {[number | null, number | null]} YearBounds
 * @typedef {{kind: string, level: string, begun: YearBounds, over: YearBounds | null, names: string, stages: [string, number][], start: number | null}} YearTie
 */
/** @param {string} name @param {Record<string, string | number>} given @param {(Node | string)[]} inside @returns {Element} a part of a chart */
const chartShape = (name, given, ...inside) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, String(value));
  made.append(...inside);
  return made;
};
// The time line of some ties: by kind, level and place, kept in the address; bars and numbers are those of the filter.
(() => {
  const told = JSON.parse(document.getElementById("years-data")?.textContent ?? "{}");
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("years-filters"));
  const total = document.getElementById("years-total");
  const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll("main table tbody tr")]);
  if (!form || !total || !rows.length) return;
  const FIELDS = ["kind", "level", "place"];
  const { words, tag, first, last, left, high, series } = told;
  const plural = new Intl.PluralRules(tag);
  const fold = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ё", "е");
  /** @type {YearTie[]} */
  const ties = told.ties.map((/** @type {any[]} */ [kind, level, begun, over, a, b, stages, start]) =>
    ({ kind, level, begun, over, names: fold(`${told.places[a]}\n${told.places[b]}`), stages, start }));
  const whole = rows.map((row) => [...row.cells].map((cell) => at(cell).textContent ?? ""));
  const bars = [...document.querySelectorAll(".years [data-panel]")].map((part) => ({ part, panel: Number(part.getAttribute("data-panel")), base: Number(part.getAttribute("data-base")), right: Number(part.getAttribute("data-right")), own: [...part.childNodes] }));

  /** @param {string} name @returns {HTMLInputElement} */
  function field(name) {
    return /** @type {HTMLInputElement} */ (form?.elements.namedItem(name));
  }

  /** @param {Element} cell where its text is: on a telephone a card holds it in an element of its own */
  function at(cell) {
    return cell.querySelector("span, bdi") ?? cell;
  }

  /** As kg.network.standing.stood. @param {YearTie} tie @param {number} year */
  function stood({ begun: [from, till], over }, year) {
    const [endFirst, endLast] = over ?? [year, null];
    if ((from !== null && from > year) || (endLast !== null && endLast < year)) return false;
    return till !== null && till <= year && endFirst !== null && endFirst >= year ? true : null;
  }

  /** What a series counts of a tie in a year. @type {Record<string, (tie: YearTie, year: number, of: string) => number>} */
  const COUNTS = {
    begun: ({ kind, start }, year, of) => Number(kind === of && start === year),
    bounded: ({ begun: [, till], start }, year) => Number(start === null && till === year),
    certain: (tie, year) => Number(stood(tie, year) === true),
    possible: (tie, year) => Number(stood(tie, year) === null),
    stage: ({ stages }, year, of) => stages.filter(([kind, when]) => kind === of && when === year).length,
    none: () => 0,
  };

  /** @param {Element} part @param {number} base @param {number} right @param {number[]} numbers of series @param {Map<number, number[]>} counts */
  function draw(part, base, right, numbers, counts) {
    const years = [...counts.keys()];
    const most = Math.max(1, ...years.map((year) => numbers.reduce((sum, k) => sum + (counts.get(year)?.[k] ?? 0), 0)));
    const unit = high / most;
    const step = (right - left) / (last - first + 1);
    const apart = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => most / size <= 5) ?? 2000;
    part.replaceChildren();
    for (let value = 0; value <= most; value += apart) {
      const label = chartShape("text", { x: left - 6, y: base - value * unit + 4, "text-anchor": "end", "font-size": 11, class: "quiet" });
      label.textContent = String(value);
      part.append(chartShape("line", { x1: left, x2: right, y1: base - value * unit, y2: base - value * unit, class: "rule" }), label);
    }
    for (const year of years) {
      let y = base;
      for (const k of numbers) {
        const height = (counts.get(year)?.[k] ?? 0) * unit;
        if (!height) continue;
        y -= height;
        part.append(chartShape("rect", { x: left + (year - first + 0.1) * step, y, width: 0.8 * step, height, class: series[k].look, ...told.looks[series[k].look] }));
      }
    }
  }

  function show() {
    if (!form || !total) return;
    const asked = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
    const wanted = fold(asked.place);
    const chosen = ties.filter((tie) => (!asked.kind || tie.kind === asked.kind) && (!asked.level || tie.level === asked.level) && tie.names.includes(wanted));
    const isWhole = !FIELDS.some((name) => asked[name]);
    /** @type {Map<number, number[]>} */
    const counts = new Map();
    for (let year = first; year <= last; year += 1) {
      counts.set(year, series.map((/** @type {{counts: string, of: string}} */ { counts: what, of }) => chosen.reduce((sum, tie) => sum + COUNTS[what](tie, year, of), 0)));
    }
    for (const { part, panel, base, right, own } of bars) {
      if (isWhole) part.replaceChildren(...own);
      else draw(part, base, right, [...series.keys()].filter((k) => series[k].panel === panel), counts);
    }
    rows.forEach((row, number) => {
      const found = counts.get(Number(whole[number][0])) ?? [];
      [...row.cells].forEach((cell, k) => {
        at(cell).textContent = isWhole || !k ? whole[number][k] : String(found[k - 1] || "–");
      });
      row.hidden = !isWhole && !found.some(Boolean);
    });
    const n = new Intl.NumberFormat(tag).format(chosen.length);
    const counted = words.ties[{ one: 0, few: 1, many: 2 }[/** @type {"one"} */ (plural.select(chosen.length))] ?? 1];
    total.textContent = counted.replace("{n}", n) + (isWhole ? "" : ` ${words.filtered}`);
    const said = new URLSearchParams(FIELDS.filter((name) => asked[name]).map((name) => [name, asked[name]])).toString();
    if (said !== location.hash.slice(1)) history.replaceState(null, "", said ? `#${said}` : location.pathname.replace(/.*\//, "") + location.search);
    for (const link of document.querySelectorAll(".languages a")) /** @type {HTMLAnchorElement} */ (link).hash = said;
  }

  function restore() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of FIELDS) {
      field(name).value = given.get(name) ?? "";
      if (!field(name).value) field(name).value = ""; // a choice that there is not
    }
    show();
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("hashchange", restore);
  restore();
})();
