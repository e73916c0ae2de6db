// Other ways to see the same ties: signs by another measure, the places of one country connected by partners in
// common, one place with its partners, and the region of a chosen place around all that lies in it.
const MOST_PROJECTED = 5000; // ties up to which partners in common are looked up
const SIZES = ["ties", "partners", ...data.measures];
const NAMED = {
  ties: () => t("size_ties"), partners: () => t("size_partners"),
  betweenness: () => t("size_betweenness"), coreness: () => t("size_coreness"),
};
const AIR = 14; // of a region around its places
let common = null; // the pairs of places of one side, with the number of partners in common

function valueOf(node) {
  if (state.size === "ties") return node.ties;
  if (state.size === "partners") return new Set(node.edges.map((edge) => partnerOf(edge, node))).size;
  return node.measures[data.measures.indexOf(state.size)];
}

function setSizes() {
  const most = (list) => list.reduce((a, b) => Math.max(a, b), 1e-9);
  const values = nodes.map(valueOf);
  const scale = most(nodes.map((node) => node.ties)) / most(values);
  nodes.forEach((node, i) => { node.radius = 6 + 4 * Math.sqrt(values[i] * scale); });
  byTies.sort((a, b) => b.radius - a.radius || b.ties - a.ties || a.index - b.index);
}

// The place, its partners, and the ties between any of them.
function keepEgo() {
  if (!state.ego || !state.place) return;
  const near = new Set([state.place]);
  for (const edge of state.place.edges) if (edge.shown) near.add(partnerOf(edge, state.place));
  for (const edge of edges) edge.shown &&= near.has(edge.a) && near.has(edge.b);
}

// The projection of a two-mode network: two places of one side are connected by each partner that both have.
function project() {
  common = null;
  if (state.side === null) return;
  const found = new Map();
  for (const middle of nodes) {
    if (middle.country === state.side) continue;
    const ends = [...new Set(middle.edges.filter((edge) => edge.shown).map((edge) => partnerOf(edge, middle)))]
      .filter((node) => node.country === state.side).sort((a, b) => a.index - b.index);
    ends.forEach((a, i) => {
      for (const b of ends.slice(i + 1)) {
        const key = `${a.index} ${b.index}`;
        if (!found.has(key)) found.set(key, { a, b, n: 0 });
        found.get(key).n += 1;
      }
    });
  }
  common = [...found.values()];
  const connected = new Set(common.flatMap(({ a, b }) => [a, b]));
  for (const node of nodes) node.shown &&= connected.has(node);
}

function sharing(node) {
  return common.filter(({ a, b }) => a === node || b === node).sort((a, b) => b.n - a.n);
}

function* paintCommon(context, scale, pairs, areLit) {
  const slim = Math.min(1, Math.max(0.35, scale * 2)) / scale;
  context.strokeStyle = areLit ? drawing.colours.accent : drawing.colours.tie;
  context.globalAlpha = areLit ? 1 : Math.max(0.25, Math.min(1, 400 / pairs.length));
  context.setLineDash([]);
  for (const [number, { a, b, n }] of pairs.entries()) {
    context.lineWidth = WIDTHS[Math.min(3, n)] * slim;
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
    if (number % CHUNK === CHUNK - 1) yield;
  }
}

// The convex hull of points, by Andrew's monotone chain.
function hull(points) {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (list) => {
    const kept = [];
    for (const point of list) {
      const turns = ([ox, oy], [ax, ay], [bx, by]) => (ax - ox) * (by - oy) - (ay - oy) * (bx - ox);
      while (kept.length > 1 && turns(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// The places that lie in the region of one, itself among them.
function regionOf(place) {
  return place.region ? nodes.filter((node) => node.region === place.region && node.shown) : [place];
}

// All regions at once would cover one another: places stand by their ties, not by where they lie.
function paintRegion(context, scale, place) {
  const held = regionOf(place);
  if (held.length < 2) return;
  const round = held.flatMap(({ x, y, radius }) => Array.from({ length: 12 }, (_, i) =>
    [x + (radius + AIR) * Math.cos(i * Math.PI / 6), y + (radius + AIR) * Math.sin(i * Math.PI / 6)]));
  context.beginPath();
  hull(round).forEach(([x, y], i) => i ? context.lineTo(x, y) : context.moveTo(x, y));
  context.closePath();
  context.fillStyle = context.strokeStyle = drawing.colours.countries[place.country % SHAPES.length];
  context.globalAlpha = 0.12;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.2 / scale;
  context.setLineDash([]);
  context.stroke();
}

function choice(id, label, options, value, act) {
  const list = el("select", { id }, ...options.map(([code, name]) => el("option", { value: code }, name)));
  list.value = value;
  list.addEventListener("change", () => {
    act(list.value);
    changed("filter");
    showAll(nodes.filter((node) => node.shown), true);
  });
  return el("p", { class: "choice" }, el("label", { for: id }, label), list);
}

function viewRows() {
  const present = [...new Set(nodes.map((node) => node.country))].sort((a, b) => a - b);
  const canProject = TOLD.countries && present.length > 1 && edges.length <= MOST_PROJECTED;
  const hasRegions = nodes.some((node) => node.region && node.region !== node.id);
  const sides = present.map((i) => [String(i), t("one_side", { country: named(data.countries[i].labels) })]);
  return el("fieldset", {}, el("legend", {}, t("view")),
    canProject ? choice("side", t("connected_by"), [["", t("both_sides")], ...sides], state.side === null ? "" : String(state.side),
      (value) => { state.side = value === "" ? null : Number(value); }) : null,
    choice("size", t("size_of"), SIZES.map((size) => [size, NAMED[size]()]), state.size, (value) => {
      state.size = value;
      setSizes();
      showFilters();
      $("size").focus();
    }),
    hasRegions ? el("label", { class: "row" },
      checkbox(state.regions, "regions", (on) => {
        state.regions = on;
        if (state.place) showPlace(state.place);
      }), el("span", {}, t("regions"))) : null);
}

function egoButton() {
  return el("button", {
    type: "button", id: "ego", "aria-pressed": String(state.ego), onclick: () => {
      state.ego = !state.ego;
      changed("filter");
      showAll(nodes.filter((node) => node.shown), true);
      $("ego").focus();
    },
  }, t("ego"));
}

function sharedList(node) {
  const pairs = sharing(node);
  return pairs.length ? [el("h3", {}, t("shared")), el("ul", { class: "partners" }, ...pairs.map(({ a, b, n }) => {
    const other = a === node ? b : a;
    return el("li", {}, shapeSample(other.country), placeButton(other), el("p", { class: "quiet" }, t("shared_count", { n })));
  }))] : [];
}
