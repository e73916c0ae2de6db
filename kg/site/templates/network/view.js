// The drawing's window: starting it, pointing at things in it, moving it by keyboard and buttons.
function startDrawing() {
  drawing.colours = theme();
  drawing.moving = movingPicture.of(sizeNow, whereNow, paint);
  drawing.network = new vis.Network($("drawing"), { nodes: [], edges: [] }, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false },
  });
  const { network } = drawing;
  network.canvas.frame.tabIndex = -1;
  network.on("beforeDrawing", paintFrame);
  network.on("resize", repaint);
  network.on("click", ({ pointer, event }) => {
    const touched = event.pointerType === "touch" || !fine.matches;
    const { place, tie } = under(pointer.canvas, touched ? 16 : 6);
    choose({ place, tie });
  });
  network.on("doubleClick", ({ pointer }) => goTo(pointer.canvas, network.getScale() * 2, true));
  network.on("zoom", () => keepView(network.getViewPosition(), network.getScale()));
  network.on("dragEnd", () => keepView(network.getViewPosition(), network.getScale()));
  $("drawing").addEventListener("pointermove", pointAt);
  $("drawing").addEventListener("pointerleave", () => hover({ place: null, tie: null }));
  $("drawing").addEventListener("keydown", moveByKey);
  $("zoom-in").addEventListener("click", () => zoom(1.5));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  $("zoom-all").addEventListener("click", () => showAll(nodes.filter((node) => node.shown), true));
  if (!showView()) showAll(nodes, false);
}

// Where a reader has moved the drawing stands in the address; a view that shows a whole does not.
function keepView({ x, y }, scale) {
  state.view = [Number(within(scale).toPrecision(3)), Math.round(x), Math.round(y)];
  remember();
}

function goTo(position, scale, animate) {
  move(position, scale, animate);
  keepView(position, scale);
}

function showView() {
  if (!drawing.network || !state.view) return false;
  const [scale, x, y] = state.view;
  move({ x, y }, scale, false);
  return true;
}

function zoom(factor) {
  goTo(drawing.network.getViewPosition(), drawing.network.getScale() * factor, true);
}

function pointAt(event) {
  if (event.pointerType === "touch" || event.buttons !== 0) return;
  const frame = $("drawing").getBoundingClientRect();
  const dom = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  hover(under(drawing.network.DOMtoCanvas(dom), 5));
}

function hover({ place, tie }) {
  if (place === drawing.hovered && tie === drawing.hoveredTie) return;
  drawing.hovered = place;
  drawing.hoveredTie = tie;
  $("drawing").classList.toggle("pointing", Boolean(place || tie));
  drawing.network.redraw();
}

function moveByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { network } = drawing;
  const step = 80 / network.getScale();
  const { x, y } = network.getViewPosition();
  const act = {
    ArrowLeft: () => goTo({ x: x - step, y }, network.getScale(), false),
    ArrowRight: () => goTo({ x: x + step, y }, network.getScale(), false),
    ArrowUp: () => goTo({ x, y: y - step }, network.getScale(), false),
    ArrowDown: () => goTo({ x, y: y + step }, network.getScale(), false),
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5),
    0: () => showAll(nodes.filter((node) => node.shown), true),
    Escape: () => choose({ place: null, tie: null }),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
