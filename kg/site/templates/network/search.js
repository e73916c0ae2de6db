// The search box: any script, any case, accents or not; arrows and Enter choose.
const LISTED = 12;
let offered = [];
let active = -1;

function startSearch() {
  const hub = nodes.reduce((a, b) => b.ties > a.ties ? b : a, nodes[0]);
  if (hub) $("network-search").placeholder = [...new Set(hub.names)].join(" · ");
  $("network-search").addEventListener("input", () => look($("network-search").value));
  $("network-search").addEventListener("keydown", searchByKey);
  $("network-search").addEventListener("focus", () => offer(keysOf(state.query).length > 0 && !isChosen()));
  $("network-search").addEventListener("blur", () => offer(false));
  $("network-results").addEventListener("pointerdown", (event) => event.preventDefault());
}

function isChosen() {
  return state.place !== null && state.query === nameOf(state.place);
}

function look(text) {
  state.query = text;
  active = -1;
  offer(keysOf(text).length > 0);
  changed("query");
}

function found(words) {
  const rank = (node) => node.key.some((key) => key === words[0]) ? 0
    : node.key.some((key) => key.startsWith(words[0])) ? 1 : 2;
  return nodes.filter((node) => node.shown && matches(node, words))
    .map((node) => ({ node, rank: rank(node) }))
    .sort((a, b) => a.rank - b.rank || b.node.ties - a.node.ties || a.node.index - b.node.index)
    .map(({ node }) => node);
}

function offer(open) {
  const words = keysOf(state.query);
  const all = words.length ? found(words) : [];
  offered = open ? all.slice(0, LISTED) : [];
  if (active >= offered.length) active = -1;
  $("network-results").replaceChildren(...offered.map(option));
  $("network-results").hidden = offered.length === 0;
  $("network-search").setAttribute("aria-expanded", String(offered.length > 0));
  if (active < 0) $("network-search").removeAttribute("aria-activedescendant");
  else $("network-search").setAttribute("aria-activedescendant", `network-result-${active}`);
  $("found").textContent = words.length === 0 || isChosen() ? ""
    : all.length ? t("found_count", { n: all.length }) : t("found_none");
}

function option(node, i) {
  const others = node.names.filter((name) => name !== nameOf(node));
  const item = el("li", {
    id: `network-result-${i}`, role: "option", "aria-selected": String(i === active), onclick: () => take(node),
  }, shapeSample(node.country), el("bdi", {}, nameOf(node)),
  el("small", {}, el("bdi", {}, [...new Set(others)].join(" · "))));
  return item;
}

function searchByKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (offered.length === 0) offer(true);
    active = offered.length ? (active + step + offered.length + (active < 0 && step < 0 ? 1 : 0)) % offered.length : -1;
    offer(true);
    if (active >= 0) $(`network-result-${active}`).scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    const node = offered[Math.max(0, active)] || found(keysOf(state.query))[0];
    if (node && keysOf(state.query).length) take(node);
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (offered.length) offer(false);
    else {
      $("network-search").value = "";
      look("");
    }
  }
}

function take(node) {
  state.query = nameOf(node);
  $("network-search").value = state.query;
  active = -1;
  choose({ place: node, tie: null }, { show: true, focus: true });
  offer(false);
  changed("query");
}
