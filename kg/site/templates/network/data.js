// The document as objects, the state of the page, and the few ways to make an element.
// In the portal the page around speaks one language, and the data are a file that all languages share.
const PORTAL = document.documentElement.dataset.root !== undefined;
const data = PORTAL ? globalThis.kgNetwork : JSON.parse(document.getElementById("network-data").textContent);
if (PORTAL) data.lang = document.documentElement.dataset.lang;
document.documentElement.dataset.scripts = "yes";
const LANGS = data.languages;
const TAGS = data.tags;
const $ = (id) => document.getElementById(id);

const sources = data.sources.map(([title, url, address]) => ({ title, url, address }));
const nodes = data.nodes.map((row, index) => {
  const [id, names, key, country, level, x, y, region, measures, url] = row;
  return { index, id, names, key: key.split("\n"), country, level, x, y, region, measures, url, edges: [], shown: true };
});
const edges = data.edges.map((row, index) => {
  const [a, b, kind, status, begun, over, independent, ofKind, support, from] = row;
  const stated = (bounds) => bounds !== null && bounds[0] === bounds[1] ? bounds[0] : null;
  const edge = {
    index, a: nodes[a], b: nodes[b], kind, status, begun, over, start: stated(begun), end: stated(over),
    independent, ofKind, support,
    sources: from.map((i) => sources[i]), shown: true, bend: 0,
  };
  nodes[a].edges.push(edge);
  if (a !== b) nodes[b].edges.push(edge);
  return edge;
});
for (const node of nodes) {
  node.ties = node.edges.length;
  const cited = new Set(node.edges.flatMap((edge) => edge.sources));
  node.sources = sources.filter((source) => cited.has(source));
}

// Parallel ties are drawn side by side, each bent a little more than the one before.
const pairs = new Map();
for (const edge of edges) {
  const key = Math.min(edge.a.index, edge.b.index) + " " + Math.max(edge.a.index, edge.b.index);
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(edge);
}
for (const group of pairs.values()) {
  group.forEach((edge, k) => {
    const turn = edge.a.index < edge.b.index ? 1 : -1;
    edge.bend = turn * 0.3 * (k - (group.length - 1) / 2);
  });
}

// What a network does not tell of has one code without a name, and the page leaves it out.
const isTold = (terms) => terms.some((term) => term.code !== "");
const TOLD = {
  countries: isTold(data.countries), levels: isTold(data.levels), kinds: isTold(data.kinds),
  statuses: isTold(data.statuses), sources: sources.length > 0, supports: data.supports.length > 0,
};

const starts = edges.map((edge) => edge.start).filter((year) => year !== null);
const YEARS = starts.length
  ? { first: starts.reduce((a, b) => Math.min(a, b)), last: starts.reduce((a, b) => Math.max(a, b)) }
  : null;

const ENDED = data.statuses.findIndex((term) => term.code === "ended");

// What is asked for unless a reader chooses: the usual kinds, and no tie that has ended. What stood in
// a year may have ended since, and a year leaves out ties that are only possible by their bounds.
function usual() {
  const statuses = new Set(data.statuses.keys());
  if (data.as_of === null) statuses.delete(ENDED);
  return { year: null, possible: false, kinds: new Set(data.usual), statuses };
}

// size: what signs are as large as; side: the country whose places are connected by partners in common; ego: whether
// only the chosen place and its partners are shown; regions: whether that of the chosen place is drawn around it.
// view: scale and middle of the drawing, where a reader moved it.
const plain = { size: "ties", side: null, ego: false, regions: false, view: null };
const state = { lang: data.lang, place: null, tie: null, query: "", ...usual(), ...plain };

function partnerOf(edge, node) {
  return edge.a === node ? edge.b : edge.a;
}

// As kg.network.standing.stood: true, false, or null where the bounds leave it open.
function stood(edge, year) {
  const [first, last] = edge.begun;
  const [endFirst, endLast] = edge.over ?? [year, null];
  if ((first !== null && first > year) || (endLast !== null && endLast < year)) return false;
  return last !== null && last <= year && endFirst !== null && endFirst >= year ? true : null;
}

function inYear(edge) {
  const standing = state.year === null || stood(edge, state.year);
  return standing === null ? state.possible : standing;
}

// Whether a tie passes the boxes, one group of them left out; a year decides by itself what had ended.
function passes(edge, without = "") {
  return (without === "kind" || state.kinds.has(edge.kind))
    && (without === "status" || state.statuses.has(edge.status) || state.year !== null && edge.status === ENDED);
}

// What the filters leave: a tie by its kind, status and years, a place by its ties.
function applyFilters() {
  const { kinds, statuses } = usual();
  const narrowed = state.year !== null || state.ego || [...kinds].some((kind) => !state.kinds.has(kind))
    || [...statuses].some((status) => !state.statuses.has(status));
  for (const edge of edges) edge.shown = passes(edge) && inYear(edge);
  keepEgo();
  for (const node of nodes) {
    const live = node.edges.filter((edge) => edge.shown);
    node.shown = live.length > 0 || !narrowed && node.ties === 0;
    node.nowTies = live.length;
    node.nowPartners = new Set(live.map((edge) => partnerOf(edge, node))).size;
  }
  project();
}

// Children are nodes or plain text: nothing here parses markup.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
