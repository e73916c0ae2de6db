// @ts-check
"use strict";
/**
 * @typedef {{index: number, id: string, name: string, country: string, x: number, y: number, region: number, url: string}} Spot
 * @typedef {[number | null, number | null]} Bounds
 * @typedef {{index: number, id: string, a: number, b: number, bends: number[], kind: number, status: number, level: string,
 *   border: number, begun: Bounds, over: Bounds | null, witnesses: number, spheres: string[], step: number, since: string, url: string}} Tie
 * @typedef {{tie: Tie, certain: boolean}} Shown
 * @typedef {{a: number, b: number, bends: number[], ties: Shown[], certain: boolean}} Line
 * @typedef {{year: number | null, kinds: Set<string>, level: string, sphere: string, border: string, status: string, witnesses: string,
 *   mode: string, place: string, tie: string, at: number[] | null}} View
 */
// The map as objects, the one rule of years, and what a view of it holds.
const tiesMap = (() => {
  const told = JSON.parse(document.getElementById("map-data")?.textContent ?? "{}");
  const LEVELS = ["cities", "mixed", "regions"];
  /** @param {string} id @param {string | number} url @param {string[]} around what stands before and after the id in most addresses */
  const page = (id, url, [before, after]) => url === 1 ? before + id + after : String(url);
  /** @type {(rows: any[][]) => Spot[]} */
  const spots = (rows) => rows.map(([id, name, country, x, y, region, url], index) => ({ index, id, name, country, x, y, region, url: page(id, url, told.pages[0]) }));
  const places = spots(told.places);
  const regions = spots(told.regions);
  /** @type {Tie[]} */
  const ties = told.ties.map((/** @type {any[]} */ row, /** @type {number} */ index) => {
    const [id, a, b, x1, y1, x2, y2, kind, status, level, border, begun, over, witnesses, spheres, step, since, url] = row;
    return {
      index, id, a, b, bends: [x1, y1, x2, y2], kind, status, level: LEVELS[level], border, begun, over, witnesses, step,
      spheres: spheres.map((/** @type {number} */ number) => told.spheres[number]), since: told.since[since], url: page(id, url, told.pages[1]),
    };
  });
  /** @type {[string, string][]} */
  const kinds = told.kinds;
  /** @type {[string, string][]} */
  const statuses = told.statuses;
  const ended = statuses.findIndex(([code]) => code === "ended");

  /**
   * As kg.network.standing.stood: true, false, or null where the bounds leave it open.
   * @param {Bounds} begun @param {Bounds | null} over @param {number} year
   */
  function stood([first, last], over, year) {
    const [endFirst, endLast] = over ?? [year, null];
    if ((first !== null && first > year) || (endLast !== null && endLast < year)) return false;
    return last !== null && last <= year && endFirst !== null && endFirst >= year ? true : null;
  }

  /** @param {Tie} tie @param {View} view whether it stands; who asks for a status gets all that have it today */
  function state(tie, view) {
    if (view.year !== null) return stood(tie.begun, tie.over, view.year);
    return view.status !== "" || tie.status !== ended;
  }

  /** @param {Tie} tie @param {View} view whether every filter but that of kinds lets it pass */
  function passes(tie, view) {
    return (!view.level || tie.level === view.level)
      && (!view.sphere || tie.spheres.includes(view.sphere))
      && (!view.border || (view.border === "0" ? tie.border === 0 : tie.border >= Number(view.border)))
      && (!view.status || statuses[tie.status]?.[0] === view.status)
      && (!view.witnesses || tie.witnesses >= Number(view.witnesses));
  }

  /** @param {View} view @returns {{shown: Shown[], byKind: number[], bySteps: number[]}} possible ties come first, then older ones */
  function chosen(view) {
    const byKind = kinds.map(() => 0);
    const bySteps = [0, 0, 0, 0, 0, 0];
    /** @type {Shown[]} */
    const shown = [];
    for (const tie of ties) {
      if (tie.kind < 0 || !passes(tie, view)) continue;
      const stands = state(tie, view);
      if (stands === false) continue;
      byKind[tie.kind] += 1;
      if (!view.kinds.has(kinds[tie.kind][0])) continue;
      bySteps[tie.step] += 1;
      shown.push({ tie, certain: stands === true });
    }
    shown.sort((one, other) => Number(one.certain) - Number(other.certain) || ((one.tie.step + 1) % 6) - ((other.tie.step + 1) % 6));
    return { shown, byKind, bySteps };
  }

  /** @param {Shown[]} shown @returns {Line[]} a line for each tie */
  const single = (shown) => shown.map((each) => ({ a: each.tie.a, b: each.tie.b, bends: each.tie.bends, ties: [each], certain: each.certain }));

  /** @param {Shown[]} shown @returns {{lines: Line[], counts: number[]}} a line for each pair of regions, and the ties of each region */
  function rolled(shown) {
    const counts = regions.map(() => 0);
    /** @type {Map<string, Line>} */
    const lines = new Map();
    for (const each of shown) {
      const [a, b] = [places[each.tie.a].region, places[each.tie.b].region].sort((x, y) => x - y);
      for (const region of new Set([a, b])) if (region >= 0) counts[region] += 1;
      if (a < 0 || a === b) continue;
      const key = `${a} ${b}`;
      const line = lines.get(key) ?? { a, b, bends: raised(regions[a], regions[b]), ties: [], certain: false };
      line.ties.push(each);
      line.certain ||= each.certain;
      lines.set(key, line);
    }
    return { lines: [...lines.values()].sort((one, other) => one.ties.length - other.ties.length), counts };
  }

  /** @param {Spot} one @param {Spot} other a slight rise to the north, which grows with distance */
  function raised(one, other) {
    const [dx, dy] = [other.x - one.x, other.y - one.y];
    const up = dx >= 0 ? 0.09 : -0.09;
    return [one.x + dx / 3 + dy * up, one.y + dy / 3 - dx * up, one.x + 2 * dx / 3 + dy * up, one.y + 2 * dy / 3 - dx * up];
  }

  /** @returns {View} */
  const opening = () => ({
    year: told.opens.year, kinds: new Set(told.opens.kinds), level: "", sphere: "", border: "", status: "", witnesses: "",
    mode: "cities", place: "", tie: "", at: null,
  });

  const FILTERS = /** @type {const} */ (["level", "sphere", "border", "status", "witnesses", "place", "tie"]);

  /** @param {string} fragment @returns {View} the view that an address names; what it does not name is as at the opening */
  function read(fragment) {
    const view = opening();
    const given = new URLSearchParams(fragment.replace(/^#/, ""));
    const year = given.get("year");
    if (year === "today") view.year = null;
    else if (year && /^\d{4}$/.test(year)) view.year = Math.min(Math.max(Number(year), told.first), told.today);
    if (view.year === told.today) view.year = null;
    const wanted = given.get("kind");
    if (wanted !== null) view.kinds = new Set(kinds.map(([code]) => code).filter((code) => wanted.split(".").includes(code)));
    for (const name of FILTERS) view[name] = given.get(name) ?? "";
    if (given.get("mode") === "regions") view.mode = "regions";
    const at = (given.get("at") ?? "").split(",").map(Number);
    if (at.length === 3 && at.every(Number.isFinite) && at[0] > 1) view.at = at;
    return view;
  }

  /** @param {View} view @returns {string} the fragment that reads as this view; empty for the opening */
  function written(view) {
    const start = opening();
    const said = new URLSearchParams();
    if (view.year !== start.year) said.set("year", String(view.year ?? "today"));
    const codes = [...view.kinds].join(".");
    if (codes !== [...start.kinds].join(".")) said.set("kind", codes);
    for (const name of FILTERS) if (view[name]) said.set(name, view[name]);
    if (view.mode !== "cities") said.set("mode", view.mode);
    if (view.at) said.set("at", view.at.map((value) => Math.round(value * 100) / 100).join(","));
    return said.toString().replaceAll("%2C", ",");
  }

  return { told, places, regions, ties, kinds, statuses, stood, chosen, single, rolled, read, written };
})();
