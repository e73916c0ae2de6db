// @ts-check
"use strict";
/**
 * @typedef {{x: number, y: number, width: number, height: number}} Frame
 * @typedef {{k: number, x: number, y: number}} At
 * @typedef {{items: Spot[], lines: Line[], counts: number[], isRolled: boolean, item: number, line: Line | null,
 *   levels: Map<number, Merged[]>, merged?: {ties: number, lines: number}}} Scene
 * @typedef {{line: Line, n: number, steps: number[], left: number, top: number, right: number, bottom: number}} Merged n ties as one line, with how many began in which decade
 */
// How a scene looks: land from the picture that stands in the page, lines, signs, names. Both pens draw the same.
const mapPicture = (() => {
  const drawn = document.querySelector("#map svg");
  /** @param {string} selector */
  const outline = (selector) => drawn?.querySelector(selector)?.getAttribute("d") ?? "";
  const land = {
    rivers: [...(drawn?.querySelectorAll(".rivers path") ?? [])].map((river) => river.getAttribute("d") ?? ""),
    waters: [...(drawn?.querySelectorAll(".rivers text") ?? [])].map((name) => ({ text: name.textContent ?? "", x: Number(name.getAttribute("x")), y: Number(name.getAttribute("y")) })),
    around: outline(".around"), state: outline(".state"), shared: outline(".shared"),
    areas: [...(drawn?.querySelectorAll(".areas path") ?? [])].map((area) => ({ id: area.getAttribute("data-id") ?? "", d: area.getAttribute("d") ?? "" })),
  };
  /** @type {Record<string, number[]>} */
  const DASHES = { sister: [], partner: [7, 4], intention: [2, 4], contact: [1, 3] };
  const OTHER = [4, 2, 1, 2];
  /** @type {Record<string, number>} */
  const WIDTHS = { sister: 1.8, partner: 1.7, contact: 1.2 };
  /** @type {Map<string, string>} */
  const colours = new Map();

  /** @param {string} name @returns {string} a colour of the style sheet, as it is now */
  function colour(name) {
    if (!colours.size) {
      const style = getComputedStyle(document.documentElement);
      for (const each of ["paper", "ink", "muted", "rule", "russia", "china", "third", "fourth", "water", "land", "abroad", "river", "focus", "shade", "d0", "d1", "d2", "d3", "d4", "d5"]) {
        colours.set(each, style.getPropertyValue(`--${each}`).trim() || "#888888");
      }
    }
    return colours.get(name) ?? "#888888";
  }

  const countries = [...new Set(tiesMap.places.map((place) => place.country))].filter((code) => code !== "ru" && code !== "cn").sort();
  /** @param {string} country */
  function sign(country) {
    if (country === "ru") return { colour: colour("russia"), corners: null };
    if (country === "cn") return { colour: colour("china"), corners: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]] };
    if (countries.indexOf(country) === 0) return { colour: colour("third"), corners: [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]] };
    return { colour: colour("fourth"), corners: [[0, -1.2], [1.15, 0.9], [-1.15, 0.9]] };
  }

  /** @param {number[][] | null} corners @param {number} x @param {number} y @param {number} r */
  function shape(corners, x, y, r) {
    const n = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;
    if (corners) return `M${corners.map(([dx, dy]) => `${n(x + dx * r)},${n(y + dy * r)}`).join("L")}z`;
    return `M${n(x - r)},${n(y)}a${n(r)},${n(r)} 0 1 0 ${n(2 * r)},0a${n(r)},${n(r)} 0 1 0 ${n(-2 * r)},0z`;
  }

  /** @param {Frame} frame @param {At} at the scale and the place of the sheet's origin */
  function placed(frame, at) {
    const scale = frame.width / tiesMap.told.width * at.k;
    return { scale, x: frame.x + frame.width / 2 - at.x * scale, y: frame.y + frame.height / 2 - at.y * scale };
  }

  const MOST = 2000; // lines in the frame that are drawn one by one
  const ASIDE = [[0, 0], [0, -14], [0, 16], [-48, 0], [48, 0], [-48, -14], [48, 16], [-48, 16], [48, -14]]; // where else the name of a river may stand
  const CHUNK = 6; // lines: drawing may be interrupted after each

  /** @param {Scene} scene @param {Line} line */
  const isChosen = (scene, line) => line === scene.line || (scene.item >= 0 && (line.a === scene.item || line.b === scene.item));

  /**
   * Lines of which those of one kind that begin and end in the same squares are one; kept for the next frame.
   * @param {Scene} scene @param {number} level of the size of squares @returns {Generator<void, Merged[]>}
   */
  function* merged({ items, lines, levels }, level) {
    const known = levels.get(level);
    if (known) return known;
    const cell = Math.max(2 ** level, tiesMap.told.width / 4000);
    const square = (/** @type {Spot} */ { x, y }) => Math.floor(x / cell) * 4096 + Math.floor(y / cell);
    /** @type {Map<number, Merged>} */
    const found = new Map();
    for (const [number, line] of lines.entries()) {
      const [one, other] = [items[line.a], items[line.b]];
      const [from, to] = [square(one), square(other)];
      const { kind, step } = line.ties[0].tie;
      const key = ((Math.min(from, to) * 16777216 + Math.max(from, to)) * 8 + kind) * 2 + Number(line.certain);
      let all = found.get(key);
      if (!all) {
        const [x1, y1, x2, y2] = line.bends;
        found.set(key, all = { line, n: 0, steps: [0, 0, 0, 0, 0, 0], left: Math.min(one.x, other.x, x1, x2), right: Math.max(one.x, other.x, x1, x2),
          top: Math.min(one.y, other.y, y1, y2), bottom: Math.max(one.y, other.y, y1, y2) });
      }
      all.n += 1;
      all.steps[step] += 1;
      if (number % 1500 === 1499) yield;
    }
    const made = [...found.values()].sort((a, b) => a.n - b.n);
    levels.set(level, made);
    return made;
  }

  /**
   * What is drawn for the lines that reach into the frame: each by itself, or of very many those near one another as one.
   * @param {Scene} scene @param {Frame} frame @param {At} at @returns {Generator<void, Merged[]>} the strongest last, the chosen ones by themselves
   */
  function* detailed(scene, frame, at) {
    const { scale, x, y } = placed(frame, at);
    const [left, top, right, bottom] = [(frame.x - x) / scale, (frame.y - y) / scale, (frame.x + frame.width - x) / scale, (frame.y + frame.height - y) / scale];
    scene.merged = undefined;
    if (scene.lines.length <= MOST) return scene.lines.map((line) => ({ line, n: 1, steps: [], left, top, right, bottom }));
    for (let level = Math.round(Math.log2(6 / scale)); ; level += 1) {
      const all = yield* merged(scene, level);
      const seen = all.filter((each) => each.right >= left && each.left <= right && each.bottom >= top && each.top <= bottom);
      yield;
      if (seen.length > MOST && 2 ** level * scale < 200) continue;
      scene.merged = { ties: seen.reduce((sum, { n }) => sum + n, 0), lines: seen.length };
      const chosen = scene.lines.filter((line) => isChosen(scene, line));
      return [...seen, ...chosen.map((line) => ({ line, n: 1, steps: [], left, top, right, bottom }))];
    }
  }

  /**
   * Lines by what they look like.
   * @param {Scene} scene @param {Merged[]} lines @returns {{ways: string[], look: Look}[]} the chosen ones last
   */
  function groups(scene, lines) {
    /** @type {Map<string, {ways: string[], look: Look, chosen: boolean | null}>} */
    const found = new Map();
    const hasChoice = scene.line !== null || scene.item >= 0;
    for (const { line, n, steps } of lines) {
      const kind = tiesMap.kinds[line.ties[0].tie.kind][0];
      const faint = line.certain ? 1 : 0.4;
      const chosen = hasChoice ? n === 1 && isChosen(scene, line) : null;
      const width = scene.isRolled ? 0.4 + 0.75 * Math.sqrt(line.ties.length) : (WIDTHS[kind] ?? 1.5) * (1 + 0.35 * Math.round(Math.log2(n)));
      const tone = scene.isRolled ? "ink" : `d${n > 1 ? steps.indexOf(Math.max(...steps)) : line.ties[0].tie.step}`;
      const key = `${chosen} ${faint} ${scene.isRolled ? "" : kind} ${tone} ${width}`;
      let group = found.get(key);
      if (!group) {
        const alpha = faint * (chosen === false ? 0.16 : chosen ? 1 : scene.isRolled ? 0.36 : 0.8);
        group = { ways: [], chosen, look: { stroke: tone, width: chosen ? width * 1.35 : width, dash: scene.isRolled ? [] : DASHES[kind] ?? OTHER, alpha } };
        found.set(key, group);
      }
      const [one, other] = [scene.items[line.a], scene.items[line.b]];
      const [x1, y1, x2, y2] = line.bends;
      group.ways.push(`M${one.x},${one.y}C${x1},${y1} ${x2},${y2} ${other.x},${other.y}`);
    }
    return [...found.values()].sort((one, other) => Number(one.chosen) - Number(other.chosen));
  }

  /** @param {number} count @param {number} most @returns {number} how dark a region with so many ties is */
  const shade = (count, most) => count ? 0.12 + 0.68 * Math.sqrt(count / Math.max(most, 1)) : 0;

  /** @param {Frame} frame @param {At} at @param {number} ties of the sign of a place, in units of the sheet */
  const radius = (frame, at, ties) => (2 + Math.sqrt(ties)) * Math.min(1.5, Math.sqrt(frame.width / 1000) * at.k ** 0.25);

  /**
   * Draws step by step: whoever asks for the next step may do other things first.
   * @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {At} at
   * @param {(text: string, letters: Letters) => number} measure @returns {Generator<void>}
   */
  function* draw(pen, scene, frame, at, measure) {
    const { scale, x, y } = placed(frame, at);
    pen.clip(frame.x, frame.y, frame.width, frame.height);
    pen.view(1, 0, 0);
    pen.path(`M${frame.x},${frame.y}h${frame.width}v${frame.height}h${-frame.width}z`, { fill: colour("water") });
    pen.view(scale, x, y);
    pen.path(land.around, { fill: colour("abroad") });
    yield;
    const counted = new Map(scene.isRolled ? scene.items.map((region) => [region.id, scene.counts[region.index]]) : []);
    const most = Math.max(0, ...counted.values());
    for (const [number, area] of land.areas.entries()) {
      pen.path(area.d, { fill: colour("land"), stroke: colour("rule"), width: 0.7 });
      const alpha = shade(counted.get(area.id) ?? 0, most);
      if (alpha) pen.path(area.d, { fill: colour("shade"), alpha });
      if (number % 16 === 15) yield;
    }
    for (const river of land.rivers) pen.path(river, { stroke: colour("river"), width: 1.2, alpha: 0.6 });
    pen.path(land.state, { stroke: colour("muted"), width: 0.9, alpha: 0.7 });
    pen.path(land.shared, { stroke: colour("muted"), width: 2.2 });
    yield;
    const lines = yield* detailed(scene, frame, at);
    const paths = groups(scene, lines);
    yield;
    const thin = Math.min(1.1, 0.62 + 0.14 * (at.k - 1)) * (frame.width < 500 ? 0.8 : 1);
    for (const { ways, look } of paths) {
      const drawn = { ...look, stroke: colour(look.stroke ?? "ink"), width: (look.width ?? 1) * (scene.isRolled ? 1 : thin) };
      // a canvas is slow to fill a path of many lines that cross one another, and a file is shorter with one
      for (let k = 0; k < ways.length; k += pen.most) {
        pen.path(ways.slice(k, k + pen.most).join(""), drawn);
        if (k % CHUNK === CHUNK - 1) yield;
      }
      yield;
    }
    const seen = visible(scene, frame, at);
    yield;
    yield* signs(pen, scene, frame, at, seen);
    pen.view(1, 0, 0);
    for (const name of names(scene, frame, at, seen, measure)) pen.text(name.x, name.y, name.text, name.letters);
    pen.unclip();
  }

  /** @param {Scene} scene @param {Frame} frame @param {At} at @returns {{item: Spot, x: number, y: number, ties: number}[]} most ties first */
  function visible(scene, frame, at) {
    const { scale, x, y } = placed(frame, at);
    const margin = 12;
    const found = [];
    for (const item of scene.items) {
      if (!scene.counts[item.index] && item.index !== scene.item) continue;
      const [px, py] = [item.x * scale + x, item.y * scale + y];
      if (px < frame.x - margin || py < frame.y - margin || px > frame.x + frame.width + margin || py > frame.y + frame.height + margin) continue;
      found.push({ item, x: px, y: py, ties: scene.counts[item.index] });
    }
    return found.sort((one, other) => other.ties - one.ties || one.item.index - other.item.index);
  }

  /**
   * Signs, those with the most ties on top; of very many, one that would hide under a larger one is left out.
   * @param {Pen} pen @param {Scene} scene @param {Frame} frame @param {At} at @param {ReturnType<typeof visible>} seen
   */
  function* signs(pen, scene, frame, at, seen) {
    pen.view(1, 0, 0);
    const taken = new Set();
    const bare = seen.length < MOST ? seen : seen.filter(({ x, y }) => {
      const square = Math.round(x / 4) * 8192 + Math.round(y / 4);
      return !taken.has(square) && taken.add(square);
    });
    for (const [number, each] of [...bare].reverse().entries()) {
      const { colour: fill, corners } = sign(each.item.country);
      const r = scene.isRolled ? 3 : radius(frame, at, each.ties);
      if (each.item.index === scene.item) pen.path(shape(null, each.x, each.y, r + 5), { stroke: colour("focus"), width: 3 });
      pen.path(shape(corners, Math.round(each.x * 10) / 10, Math.round(each.y * 10) / 10, Math.round(r * 10) / 10), { fill, stroke: colour("paper"), width: 1 });
      if (number % 40 === 39) yield;
    }
  }

  /**
   * Names that lie on no other and on none of the larger signs: the chosen place and its partners first, then those
   * with the most ties, the more the closer the map is looked at. A river is named where no sign lies.
   * @param {Scene} scene @param {Frame} frame @param {At} at @param {ReturnType<typeof visible>} seen
   * @param {(text: string, letters: Letters) => number} measure
   */
  function names(scene, frame, at, seen, measure) {
    const size = frame.width < 500 ? 11 : 12.5;
    const near = new Set(scene.item >= 0 ? [scene.item] : []);
    const line = scene.line ? [scene.line] : scene.lines.filter((each) => scene.item >= 0 && (each.a === scene.item || each.b === scene.item));
    for (const each of line) near.add(each.a).add(each.b);
    const order = [...seen].sort((one, other) => Number(near.has(other.item.index)) - Number(near.has(one.item.index)));
    const r = (/** @type {number} */ ties) => scene.isRolled ? 3 : radius(frame, at, ties);
    /** @type {number[][]} */
    const taken = order.slice(0, 30).map((each) => [each.x - r(each.ties), each.y - r(each.ties), each.x + r(each.ties), each.y + r(each.ties)]);
    const found = [];
    const { scale, x, y } = placed(frame, at);
    for (const water of land.waters) {
      const letters = { size, fill: colour("river"), halo: colour("land") };
      const [wide, middle, low] = [measure(water.text, letters), water.x * scale + x, water.y * scale + y];
      for (const [dx, dy] of ASIDE) {
        const box = [middle + dx - wide / 2, low + dy - size, middle + dx + wide / 2, low + dy + 2];
        if (box[0] < frame.x || box[2] > frame.x + frame.width || box[1] < frame.y || box[3] > frame.y + frame.height) continue;
        if (seen.some((each) => each.x > box[0] - 4 && each.x < box[2] + 4 && each.y > box[1] - 4 && each.y < box[3] + 4)) continue;
        taken.push(box);
        found.push({ x: box[0], y: low + dy, text: water.text, letters });
        break;
      }
    }
    const most = near.size + Math.round(Math.min(240, (8 + frame.width * frame.height / 26000) * at.k ** 1.5));
    for (const each of order.slice(0, most)) {
      const letters = { size, fill: colour("ink"), halo: colour("land"), bold: each.item.index === scene.item };
      const text = scene.isRolled ? `${each.item.name} ${each.ties}` : each.item.name;
      const wide = measure(text, letters);
      const off = r(each.ties) + 4;
      for (const [left, middle] of [[each.x + off, each.y], [each.x - off - wide, each.y], [each.x - wide / 2, each.y - off - size / 2], [each.x - wide / 2, each.y + off + size / 2]]) {
        const box = [left - 1, middle - size * 0.6, left + wide + 1, middle + size * 0.6];
        if (box[0] < frame.x + 2 || box[1] < frame.y + 2 || box[2] > frame.x + frame.width - 2 || box[3] > frame.y + frame.height - 2) continue;
        if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
        taken.push(box);
        found.push({ x: Math.round(left * 10) / 10, y: Math.round((middle + size * 0.36) * 10) / 10, text, letters });
        break;
      }
    }
    return found;
  }

  /** @param {Scene} scene @param {Frame} frame @param {At} at @param {number} px @param {number} py @param {number} reach @returns {number} the place under a point, -1 */
  function itemAt(scene, frame, at, px, py, reach) {
    let [best, found] = [Infinity, -1];
    for (const each of visible(scene, frame, at)) {
      const away = Math.hypot(each.x - px, each.y - py) - (scene.isRolled ? 3 : radius(frame, at, each.ties));
      if (away < Math.min(best, reach)) [best, found] = [away, each.item.index];
    }
    if (found >= 0 || !scene.isRolled) return found;
    const { scale, x, y } = placed(frame, at);
    const context = document.createElement("canvas").getContext("2d");
    const area = land.areas.find((each) => context?.isPointInPath(mapPens.traced(each.d), (px - x) / scale, (py - y) / scale, "evenodd"));
    return scene.items.findIndex((item) => item.id === area?.id && scene.counts[item.index] > 0);
  }

  /** @param {Scene} scene @param {Frame} frame @param {At} at @param {number} px @param {number} py @param {number} reach @returns {Line | null} */
  function lineAt(scene, frame, at, px, py, reach) {
    const { scale, x, y } = placed(frame, at);
    const [mx, my] = [(px - x) / scale, (py - y) / scale];
    let best = reach / scale;
    let found = null;
    for (const line of scene.lines) {
      const [one, other] = [scene.items[line.a], scene.items[line.b]];
      const [x1, y1, x2, y2] = line.bends;
      if (mx < Math.min(one.x, other.x, x1, x2) - best || mx > Math.max(one.x, other.x, x1, x2) + best) continue;
      if (my < Math.min(one.y, other.y, y1, y2) - best || my > Math.max(one.y, other.y, y1, y2) + best) continue;
      let [lx, ly] = [one.x, one.y];
      for (let step = 1; step <= 24; step += 1) {
        const t = step / 24;
        const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
        const [nx, ny] = [a * one.x + b * x1 + c * x2 + d * other.x, a * one.y + b * y1 + c * y2 + d * other.y];
        const length = (nx - lx) ** 2 + (ny - ly) ** 2 || 1;
        const along = Math.min(1, Math.max(0, ((mx - lx) * (nx - lx) + (my - ly) * (ny - ly)) / length));
        const away = Math.hypot(mx - lx - along * (nx - lx), my - ly - along * (ny - ly));
        if (away < best) [best, found] = [away, line];
        [lx, ly] = [nx, ny];
      }
    }
    return found;
  }

  /** Take the colours anew, since the page turned dark or light. */
  const recolour = () => colours.clear();

  return { draw, placed, itemAt, lineAt, visible, colour, recolour, shade, DASHES, OTHER };
})();
