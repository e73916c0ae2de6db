// Names in the drawing: those of hubs first, and each only where it covers nothing else.
const FONT = getComputedStyle(document.body).fontFamily;
const MOST = 260;
const HUBS = innerWidth < 700 ? 7 : 14;
const byTies = [...nodes].sort((a, b) => b.ties - a.ties || a.index - b.index);
const hubs = new Set(byTies.slice(0, HUBS).filter((node) => node.ties > 2));
const widths = new Map();

function* paintLabels(context, where, places, lights) {
  const { width, height, ratio } = sizeNow();
  const { scale } = where;
  const written = new Boxes(40);
  const signs = new Boxes(40);
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = $("zoom");
  written.add([offsetLeft, offsetTop, offsetLeft + offsetWidth, offsetTop + offsetHeight]);
  const inView = [];
  for (const node of places.slice(0, 2500)) {
    const x = where.x + node.x * scale;
    const y = where.y + node.y * scale;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    const r = radiusNow(node, scale) * scale * (shapeOf(node.country) === "dot" ? 1 : 1.2);
    inView.push({ node, x, y, r });
  }
  for (const { node, x, y, r } of inView.slice(0, 1500)) {
    signs.add([x - r, y - r, x + r, y + r]);
    if (hubs.has(node)) written.add([x - r, y - r, x + r, y + r]);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.setLineDash([]);
  let count = 0;
  for (const [number, place] of inView.entries()) {
    if (count >= MOST) break;
    count += Number(writeLabel(context, written, signs, place, scale, lights));
    if (number % 40 === 39) yield;
  }
}

function preferred({ places }) {
  const chosen = drawing.hovered || state.place;
  return byTies.filter((node) => places.has(node)).sort((a, b) => Number(b === chosen) - Number(a === chosen));
}

function writeLabel(context, written, signs, { node, x, y, r }, scale, lights) {
  const isLit = lights !== null;
  const { clientWidth, clientHeight } = $("drawing");
  const isHub = hubs.has(node);
  const size = (isHub || node === state.place) && clientWidth >= 700 ? 13 : 11.5;
  // a small place is named once its sign is large enough to be told from its neighbours
  if (!isLit && !isHub && node.radius * scale < 2.5) return false;
  context.font = `${isHub || isLit ? 600 : 400} ${size}px ${FONT}`;
  const text = nameOf(node);
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  const width = widths.get(key);
  const half = size / 2 + 1;
  const spots = [
    [x + r + 4, y], [x - r - 4 - width, y],
    [x - width / 2, y + r + half + 2], [x - width / 2, y - r - half - 2],
    [x + r + 2, y + half], [x + r + 2, y - half], [x - r - 2 - width, y + half], [x - r - 2 - width, y - half],
  ];
  // the name of a place with one partner stands on the side away from it
  if (node.edges.length === 1 && partnerOf(node.edges[0], node).x > node.x) spots.unshift(...spots.splice(1, 1));
  const box = ([left, mid]) => [left - 1, mid - half, left + width + 1, mid + half];
  const open = spots.filter(([left, mid]) =>
    left >= 2 && left + width <= clientWidth - 2 && mid >= half && mid <= clientHeight - half
    && written.free(box([left, mid])));
  // the name of a hub may cover a small sign, never another hub or name
  const spot = open.find((place) => signs.free(box(place))) || (isHub || isLit ? open[0] : null)
    || (isLit && (node === state.place || node === drawing.hovered) ? spots[0] : null);
  if (!spot) return false;
  written.add(box(spot));
  context.strokeStyle = drawing.colours.ground;
  context.fillStyle = drawing.colours.ink;
  context.strokeText(text, spot[0], spot[1]);
  context.fillText(text, spot[0], spot[1]);
  return true;
}

// Boxes already taken, looked up by the cells they touch.
class Boxes {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }

  * touched([left, top, right, bottom]) {
    for (let i = Math.floor(left / this.cell); i <= right / this.cell; i += 1) {
      for (let j = Math.floor(top / this.cell); j <= bottom / this.cell; j += 1) yield i * 65536 + j;
    }
  }

  add(box) {
    for (const key of this.touched(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  free(box) {
    for (const key of this.touched(box)) {
      for (const other of this.cells.get(key) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }
}
