// The drawing: vis-network holds the places and moves the view. Ties are painted here in a few
// strokes of one style each, which is what makes twenty thousand of them cheap.
const drawing = { network: null, colours: null, hovered: null, hoveredTie: null };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fine = matchMedia("(pointer: fine)");

function lit() {
  const place = drawing.hovered || state.place;
  const tie = place ? null : drawing.hoveredTie || state.tie;
  if (!place && !tie) return null;
  const ties = new Set(tie ? [tie] : place.edges.filter((edge) => edge.shown));
  const places = new Set(place ? [place] : []);
  for (const edge of ties) places.add(edge.a).add(edge.b);
  return { ties, places };
}

function middle(edge) {
  const { a, b, bend } = edge;
  return [(a.x + b.x) / 2 - bend * (b.y - a.y), (a.y + b.y) / 2 + bend * (b.x - a.x)];
}

function paintTies(context) {
  drawing.lit = lit();
  const scale = drawing.network.getScale();
  const batches = new Map();
  for (const edge of edges) {
    if (!edge.shown) continue;
    const tone = !drawing.lit ? 1 : drawing.lit.ties.has(edge) ? 2 : 0;
    const key = ((edge.kind * 4 + strength(edge)) * 2 + Number(isEnded(edge))) * 3 + tone;
    if (!batches.has(key)) batches.set(key, { edge, tone, path: new Path2D() });
    const path = batches.get(key).path;
    path.moveTo(edge.a.x, edge.a.y);
    if (edge.bend === 0) path.lineTo(edge.b.x, edge.b.y);
    else {
      const [x, y] = middle(edge);
      path.quadraticCurveTo(2 * x - (edge.a.x + edge.b.x) / 2, 2 * y - (edge.a.y + edge.b.y) / 2, edge.b.x, edge.b.y);
    }
  }
  const slim = Math.min(1, Math.max(0.35, scale * 2)) / scale;
  context.save();
  for (const { edge, tone, path } of [...batches.values()].sort((a, b) => a.tone - b.tone)) {
    const { tie, faint, accent } = drawing.colours;
    context.strokeStyle = tone === 2 ? accent : isEnded(edge) ? faint : tie;
    context.globalAlpha = tone === 0 ? 0.18 : 1;
    const width = WIDTHS[strength(edge)] * (tone === 2 ? 1.4 : 1);
    context.lineWidth = width * slim;
    context.lineCap = capOf(edge.kind);
    // in a tiny picture dashes are too short to be told apart, and slow to draw
    context.setLineDash(scale < 0.12 ? [] : dashOf(edge.kind, width).map((length) => length * slim));
    context.stroke(path);
  }
  context.restore();
}

// Signs stay visible in a small picture and grow less than the picture does in a large one.
function radiusNow(node, scale) {
  return Math.max(node.radius * Math.min(1, (0.6 / scale) ** 0.6), 2.2 / scale);
}

function paintPlace({ ctx, id }) {
  const node = nodes[id];
  const size = 2 * node.radius;
  return { drawNode: () => node.shown && tracePlace(ctx, node), nodeDimensions: { width: size, height: size } };
}

function tracePlace(context, node) {
  const scale = drawing.network.getScale();
  const { countries, ground, ink } = drawing.colours;
  const chosen = node === state.place || node === drawing.hovered;
  context.globalAlpha = drawing.lit && !drawing.lit.places.has(node) ? 0.22 : 1;
  context.fillStyle = countries[node.country % SHAPES.length];
  context.strokeStyle = chosen ? ink : ground;
  context.lineWidth = (chosen ? 2.5 : 1) / scale;
  context.beginPath();
  trace(context, shapeOf(node.country), node.x, node.y, radiusNow(node, scale));
  context.fill();
  context.stroke();
}

// What lies under a point: a place before a tie, the nearest first.
function under(point, reach) {
  const scale = drawing.network.getScale();
  let best = null;
  let near = Infinity;
  for (const node of nodes) {
    if (!node.shown) continue;
    const gap = Math.hypot(node.x - point.x, node.y - point.y) - radiusNow(node, scale);
    if (gap < near) [best, near] = [node, gap];
  }
  if (best && near * scale <= reach) return { place: best, tie: null };
  let line = null;
  near = reach / scale;
  for (const edge of edges) {
    if (!edge.shown) continue;
    const [x, y] = middle(edge);
    const gap = Math.min(offLine(point, edge.a, { x, y }), offLine(point, { x, y }, edge.b));
    if (gap < near) [line, near] = [edge, gap];
  }
  return { place: null, tie: line };
}

function offLine(point, from, to) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - part * dx, point.y - from.y - part * dy);
}

function showAll(list, animate, largest = 1.3) {
  if (!drawing.network || list.length === 0) return;
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of list) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const { clientWidth, clientHeight } = $("drawing");
  const left = Math.min(60, clientWidth / 12);
  const right = clientWidth < 700 ? left : 110; // on a wide screen the zoom buttons stand here
  const scale = Math.min(
    largest,
    (clientWidth - left - right) / Math.max(1, box.right - box.left),
    (clientHeight - 60) / Math.max(1, box.bottom - box.top));
  move({ x: (box.left + box.right) / 2 + (right - left) / 2 / scale, y: (box.top + box.bottom) / 2 }, scale, animate);
}

function move(position, scale, animate) {
  const animation = animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  drawing.network.moveTo({ position, scale: Math.max(0.01, Math.min(6, scale)), animation });
}

function showPlace(node) {
  const round = [node, ...node.edges.filter((edge) => edge.shown).map((edge) => partnerOf(edge, node))];
  showAll(round, true);
}

function repaint() {
  drawing.colours = theme();
  if (drawing.network) drawing.network.redraw();
}
