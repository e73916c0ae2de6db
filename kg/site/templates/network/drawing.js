// The drawing: vis-network moves the view. Ties and places are painted here, many in a few strokes of one style
// each, as a picture that moves as it is; what is pointed at is painted over it.
const drawing = { network: null, colours: null, hovered: null, hoveredTie: null, moving: null, awaits: 0, ratio: null };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fine = matchMedia("(pointer: fine)");
const DIMMED = 0.25; // of everything that does not belong to what is pointed at
const CHUNK = 25; // ties or places: painting may be interrupted after each

function lit() {
  const place = drawing.hovered || state.place;
  const tie = place ? null : drawing.hoveredTie || state.tie;
  if (!place && !tie) return null;
  const ties = new Set(tie ? [tie] : common ? sharing(place) : place.edges.filter((edge) => edge.shown));
  const places = new Set(place ? [place] : []);
  for (const edge of ties) places.add(edge.a).add(edge.b);
  if (state.regions && place) for (const node of regionOf(place)) places.add(node);
  return { ties, places, place };
}

function middle(edge) {
  const { a, b, bend } = edge;
  return [(a.x + b.x) / 2 - bend * (b.y - a.y), (a.y + b.y) / 2 + bend * (b.x - a.x)];
}

// One frame of the window of vis-network.
function paintFrame(context) {
  context.save();
  const rests = drawing.moving.frame(context);
  const lights = lit();
  if (lights) {
    const { width, height } = context.canvas;
    context.globalAlpha = 1 - DIMMED;
    context.fillStyle = drawing.colours.ground;
    context.fillRect(0, 0, width, height);
    context.globalAlpha = 1;
    for (const _step of paint(context, whereNow(), lights));
  }
  context.restore();
  document.documentElement.dataset.drawn = rests ? "yes" : "";
  if (rests && !performance.getEntriesByName("network-drawn").length) performance.mark("network-drawn");
  if (!rests && !drawing.awaits) {
    drawing.awaits = requestAnimationFrame(() => {
      drawing.awaits = 0;
      drawing.network.redraw();
    });
  }
}

function sizeNow() {
  const { clientWidth: width, clientHeight: height } = $("drawing");
  return { width, height, ratio: drawing.ratio || window.devicePixelRatio || 1 };
}

function whereNow() {
  const { x, y } = drawing.network.canvasToDOM({ x: 0, y: 0 });
  return { scale: drawing.network.getScale(), x, y };
}

// The whole picture, or over it what is lit; step by step, so that other things can be done meanwhile.
function* paint(context, where, lights = null) {
  const { width, height, ratio } = sizeNow();
  const { scale, x, y } = where;
  const [left, top, right, bottom] = [-x / scale, -y / scale, (width - x) / scale, (height - y) / scale];
  if (!lights) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = drawing.colours.ground;
    context.fillRect(0, 0, width * ratio, height * ratio);
  }
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * x, ratio * y);
  const ties = [];
  if (state.regions && lights?.place) paintRegion(context, scale, lights.place);
  for (const [number, edge] of (lights ? [...lights.ties] : common ?? edges).entries()) {
    const { a, b } = edge;
    if ((common || edge.shown) && (edge.bend || crosses(a.x, a.y, b.x, b.y, left, top, right, bottom))) ties.push(edge);
    if (number % 3000 === 2999) yield;
  }
  yield* (common ? paintCommon : paintTies)(context, scale, ties, Boolean(lights));
  const margin = 40 / scale;
  const inView = (lights ? preferred(lights) : byTies).filter((node) => node.shown
    && node.x > left - margin && node.x < right + margin && node.y > top - margin && node.y < bottom + margin);
  yield* paintPlaces(context, scale, inView, Boolean(lights));
  yield* paintLabels(context, where, inView, lights);
}

// Whether a line reaches into the frame: not all of it lies beyond one side, nor the frame on one side of it.
function crosses(x1, y1, x2, y2, left, top, right, bottom) {
  if (Math.max(x1, x2) < left || Math.min(x1, x2) > right || Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) return false;
  const side = (x, y) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  return Math.abs(side(left, top) + side(right, top) + side(left, bottom) + side(right, bottom)) < 4;
}

function* paintTies(context, scale, ties, areLit) {
  const batches = new Map();
  for (const edge of ties) {
    const key = (edge.kind * 4 + strength(edge)) * 2 + Number(isEnded(edge));
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(edge);
  }
  yield;
  const slim = Math.min(1, Math.max(0.35, scale * 2)) / scale;
  const { tie, faint, accent } = drawing.colours;
  context.globalAlpha = Math.max(0.1, Math.min(1, 3000 / ties.length)); // of very many, one sees where they are dense
  for (const batch of batches.values()) {
    const [edge] = batch;
    context.strokeStyle = areLit ? accent : isEnded(edge) ? faint : tie;
    const width = WIDTHS[strength(edge)] * (areLit ? 1.4 : 1);
    context.lineWidth = width * slim;
    context.lineCap = capOf(edge.kind);
    // in a tiny picture dashes are too short to be told apart, and slow to draw
    context.setLineDash(scale < 0.12 ? [] : dashOf(edge.kind, width).map((length) => length * slim));
    // one by one: a path of many lines that cross one another is slow to fill
    for (const [number, { a, b, bend }] of batch.entries()) {
      context.beginPath();
      context.moveTo(a.x, a.y);
      if (bend === 0) context.lineTo(b.x, b.y);
      else {
        const [x, y] = middle({ a, b, bend });
        context.quadraticCurveTo(2 * x - (a.x + b.x) / 2, 2 * y - (a.y + b.y) / 2, b.x, b.y);
      }
      context.stroke();
      if (number % CHUNK === CHUNK - 1) yield;
    }
    yield;
  }
}

// Signs stay visible in a small picture and grow less than the picture does in a large one.
function radiusNow(node, scale) {
  return Math.max(node.radius * Math.min(1, (0.6 / scale) ** 0.6), 2.2 / scale);
}

function* paintPlaces(context, scale, places, areLit) {
  context.globalAlpha = 1;
  const { countries, ground, ink } = drawing.colours;
  for (const [number, node] of [...places].reverse().entries()) {
    const chosen = areLit && (node === state.place || node === drawing.hovered);
    context.fillStyle = countries[node.country % SHAPES.length];
    context.strokeStyle = chosen ? ink : ground;
    context.lineWidth = (chosen ? 2.5 : 1) / scale;
    context.setLineDash([]);
    context.beginPath();
    trace(context, shapeOf(node.country), node.x, node.y, radiusNow(node, scale));
    context.fill();
    context.stroke();
    if (number % CHUNK === CHUNK - 1) yield;
  }
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
  if (common) return { place: null, tie: null };
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
  if (!state.view) return;
  state.view = null;
  remember();
}

function within(scale) {
  return Math.max(0.01, Math.min(6, scale));
}

function move(position, scale, animate) {
  const animation = animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  drawing.network.moveTo({ position, scale: within(scale), animation });
}

function showPlace(node) {
  const round = [node, ...node.edges.filter((edge) => edge.shown).map((edge) => partnerOf(edge, node))];
  showAll(state.regions ? [...round, ...regionOf(node)] : round, true);
}

// What is shown or how it looks has changed; what is pointed at is painted over it in each frame.
function repaint() {
  drawing.colours = theme();
  if (!drawing.network) return;
  drawing.moving.renew();
  drawing.network.redraw();
}
