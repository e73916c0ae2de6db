// The document as objects, the state of the page, and the few ways to make an element.
const data = JSON.parse(document.getElementById("network-data").textContent);
const LANGS = data.languages;
const TAGS = data.tags;
const $ = (id) => document.getElementById(id);

const sources = data.sources.map(([title, url, address]) => ({ title, url, address }));
const nodes = data.nodes.map((row, index) => {
  const [id, names, key, country, level, x, y, ties, partners, url, from] = row;
  return {
    index, id, names, key: key.split("\n"), country, level, x, y, ties, partners, url,
    sources: from.map((i) => sources[i]), edges: [], shown: true,
    radius: 6 + 4 * Math.sqrt(ties),
  };
});
const edges = data.edges.map((row, index) => {
  const [a, b, kind, status, start, end, independent, confidence, from] = row;
  const edge = {
    index, a: nodes[a], b: nodes[b], kind, status, start, end, independent, confidence,
    sources: from.map((i) => sources[i]), shown: true, bend: 0,
  };
  nodes[a].edges.push(edge);
  if (a !== b) nodes[b].edges.push(edge);
  return edge;
});

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
  statuses: isTold(data.statuses), sources: sources.length > 0,
};

const starts = edges.map((edge) => edge.start).filter((year) => year !== null);
const YEARS = starts.length
  ? { first: starts.reduce((a, b) => Math.min(a, b)), last: starts.reduce((a, b) => Math.max(a, b)) }
  : null;

const state = {
  lang: data.lang,
  place: null,
  tie: null,
  year: null,
  undated: true,
  kinds: new Set(data.kinds.keys()),
  statuses: new Set(data.statuses.keys()),
  query: "",
};

function partnerOf(edge, node) {
  return edge.a === node ? edge.b : edge.a;
}

function isFiltered() {
  return state.year !== null || !state.undated
    || state.kinds.size < data.kinds.length || state.statuses.size < data.statuses.length;
}

function existed(edge, year) {
  if (edge.end !== null && edge.end <= year) return false;
  return edge.start !== null && edge.start <= year;
}

// What the filters leave: a tie by its kind, status and years, a place by its ties.
function applyFilters() {
  const filtered = isFiltered();
  for (const node of nodes) node.shown = !filtered;
  for (const edge of edges) {
    const dated = edge.start !== null;
    edge.shown = state.kinds.has(edge.kind) && state.statuses.has(edge.status)
      && (dated || state.undated)
      && (state.year === null || existed(edge, state.year)
        || !dated && (edge.end === null || edge.end > state.year));
    if (edge.shown) edge.a.shown = edge.b.shown = true;
  }
  for (const node of nodes) {
    const live = node.edges.filter((edge) => edge.shown);
    node.nowTies = filtered ? live.length : node.ties;
    node.nowPartners = filtered ? new Set(live.map((edge) => partnerOf(edge, node))).size : node.partners;
  }
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
