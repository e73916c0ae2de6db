// What follows from what: each change names its kind and redraws only what it touches.
function changed(what) {
  if (what === "language") {
    applyLanguage();
    showFilters();
  }
  if (what === "filter" || what === "language") {
    if (what === "filter") {
      applyFilters();
      showCounts();
    }
    if (state.tie && !state.tie.shown) state.tie = null;
    if (state.place && !state.place.shown) state.place = null;
    showSummary();
    offer(false);
  }
  if (what !== "query") showPanel();
  if (what !== "selection") showTables();
  if (what === "selection") drawing.network?.redraw();
  else if (what !== "query") repaint();
  if (what !== "query") remember();
}

function choose({ place, tie }, { show = false, focus = false } = {}) {
  state.place = place;
  state.tie = tie;
  if (state.ego) {
    state.ego = Boolean(place);
    changed("filter");
  }
  changed("selection");
  $("panel").parentElement.scrollTop = 0;
  if (show && place) showPlace(place);
  if (focus) {
    $("panel-title").focus({ preventScroll: true });
    const target = matchMedia("(max-width: 859px)").matches ? $("drawing") : document.querySelector(".frame");
    const { top } = target.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) target.scrollIntoView({ block: "start" });
  }
}

// The address after # holds language, place, year and the boxes, so that a view can be sent to somebody.
function remember() {
  const parts = new URLSearchParams(PORTAL ? {} : { lang: state.lang });
  if (state.place) parts.set("place", state.place.id);
  if (state.year !== null) parts.set("year", state.year);
  if (state.possible) parts.set("possible", "1");
  if (state.view) parts.set("at", state.view.join(","));
  if (state.size !== plain.size) parts.set("size", state.size);
  if (state.side !== null) parts.set("side", data.countries[state.side].code);
  for (const name of ["ego", "regions"]) if (state[name]) parts.set(name, "1");
  for (const field of ["kinds", "statuses"]) {
    const codes = codesOf(field, state[field]);
    if (codes !== codesOf(field, usual()[field])) parts.set(field, codes);
  }
  history.replaceState(null, "", `#${parts}`);
  if (PORTAL) for (const link of document.querySelectorAll(".languages a")) link.hash = `${parts}`;
}

function codesOf(field, chosen) {
  return data[field].filter((_, i) => chosen.has(i)).map((term) => term.code).join(".");
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!PORTAL && LANGS.includes(parts.get("lang"))) state.lang = parts.get("lang");
  const year = Number(parts.get("year"));
  state.year = YEARS && year >= YEARS.first && year <= YEARS.last ? year : null;
  state.possible = parts.has("possible");
  for (const field of ["kinds", "statuses"]) {
    const codes = parts.has(field) ? parts.get(field).split(".") : null;
    state[field] = codes ? new Set([...data[field].keys()].filter((i) => codes.includes(data[field][i].code))) : usual()[field];
  }
  const view = (parts.get("at") ?? "").split(",").map(Number);
  state.view = view.length === 3 && view.every(Number.isFinite) && view[0] > 0 ? view : null;
  state.size = SIZES.includes(parts.get("size")) ? parts.get("size") : plain.size;
  const side = data.countries.findIndex((term) => term.code !== "" && term.code === parts.get("side"));
  state.side = side < 0 || edges.length > MOST_PROJECTED ? null : side;
  state.regions = parts.has("regions");
  state.place = nodes.find((node) => node.id === parts.get("place")) ?? null;
  state.ego = parts.has("ego") && state.place !== null;
  setSizes();
  applyFilters();
  if (!state.place?.shown) state.place = null;
  state.tie = null;
}

function setLanguage(lang) {
  const followed = isChosen();
  state.lang = lang;
  if (followed) {
    state.query = nameOf(state.place);
    $("network-search").value = state.query;
  }
  changed("language");
}

function start() {
  recall();
  applyLanguage();
  showSummary();
  try {
    startDrawing();
  } catch (error) {
    drawing.network = null;
    $("drawing").hidden = true;
    $("failed").hidden = false;
    console.error(error);
  }
  startSearch();
  startFilters();
  startTables();
  startFiles();
  showFilters();
  showPanel();
  for (const button of document.querySelectorAll("button[data-lang]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.lang));
  }
  $("skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    $("tables").focus();
  });
  addEventListener("hashchange", () => {
    recall();
    changed("language");
    showView();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const root = document.documentElement;
  let chosen;
  addEventListener("beforeprint", () => {
    chosen = root.dataset.theme;
    root.dataset.theme = "light"; // what is drawn has no colours of its own for paper
    $("legend").open = true;
    for (const set of Object.values(tables)) set.limit = Infinity;
    showTables();
    repaint();
  });
  addEventListener("afterprint", () => {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    repaint();
  });
  // the tables wait for the picture: they are long, and the picture is what is seen first
  if (PORTAL && location.hash) remember();
  setTimeout(() => {
    showTables();
    if (state.place && !state.view) showPlace(state.place);
    document.documentElement.dataset.ready = "yes";
  }, 0);
}

start();
