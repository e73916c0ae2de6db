// How a country, a kind of tie and a strength of evidence look, in the drawing and in the legend.
const SHAPES = ["dot", "diamond", "square", "triangle"];
// Dashes grow with the width of the line; a length of nothing with round ends is a dot.
const DASHES = {
  "": () => [],
  sister: () => [],
  partner: (w) => [7 + 2 * w, 3 + w],
  intention: (w) => [0, 3 + 1.3 * w],
  contact: (w) => [0, 7 + 2.6 * w],
  format: (w) => [8 + 2 * w, 2 + 1.3 * w, 0, 2 + 1.3 * w],
  unknown: (w) => [2 + w, 2 + w],
};
const WIDTHS = [0, 1.1, 2, 3.2];

function shapeOf(country) {
  return SHAPES[country % SHAPES.length];
}

function codeOf(kind) {
  return data.kinds[kind].code in DASHES ? data.kinds[kind].code : "unknown";
}

function dashOf(kind, width) {
  return DASHES[codeOf(kind)](width);
}

function capOf(kind) {
  return ["intention", "contact", "format"].includes(codeOf(kind)) ? "round" : "butt";
}

function strength(edge) {
  return Math.max(1, Math.min(3, edge.independent));
}

function isEnded(edge) {
  return data.statuses[edge.status].code === "ended";
}

function outline(shape, x, y, r) {
  switch (shape) {
    case "diamond": return [[x, y - 1.25 * r], [x + 1.25 * r, y], [x, y + 1.25 * r], [x - 1.25 * r, y]];
    case "square": return [[x - 0.9 * r, y - 0.9 * r], [x + 0.9 * r, y - 0.9 * r],
      [x + 0.9 * r, y + 0.9 * r], [x - 0.9 * r, y + 0.9 * r]];
    default: return [[x, y - 1.2 * r], [x + 1.1 * r, y + 0.8 * r], [x - 1.1 * r, y + 0.8 * r]];
  }
}

function trace(context, shape, x, y, r) {
  if (shape === "dot") {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  outline(shape, x, y, r).forEach(([px, py], i) => i ? context.lineTo(px, py) : context.moveTo(px, py));
  context.closePath();
}

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function sample(width, ...children) {
  return svg("svg", { width, height: 18, viewBox: `0 0 ${width} 18`, "aria-hidden": "true" }, ...children);
}

function shapeSample(country) {
  const shape = shapeOf(country);
  const style = { class: `country-${country % SHAPES.length}` };
  return sample(22, shape === "dot"
    ? svg("circle", { cx: 11, cy: 9, r: 6, ...style })
    : svg("polygon", { points: outline(shape, 11, 9, 6).join(" "), ...style }));
}

function lineSample(width, faint, kind = null) {
  const dash = kind === null ? [] : dashOf(kind, width);
  return sample(44, svg("line", {
    x1: 3, y1: 9, x2: 41, y2: 9, class: faint ? "tie-faint" : "tie", "stroke-width": width,
    "stroke-dasharray": dash.join(" ") || "none", "stroke-linecap": kind === null ? "butt" : capOf(kind),
  }));
}

function tieSample(edge) {
  return lineSample(WIDTHS[strength(edge)], isEnded(edge), edge.kind);
}

function theme() {
  const style = getComputedStyle($("drawing"));
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    ground: read("--paper"), ink: read("--ink"), tie: read("--muted"), faint: read("--rule"),
    accent: read("--focus"), countries: ["--russia", "--china", "--third", "--fourth"].map(read),
  };
}
