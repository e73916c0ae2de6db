// The panel: a chosen place with its partners, or a chosen tie, each with its sources.
function sourceItem(source) {
  if (source.url) {
    const link = el("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, el("bdi", {}, source.title));
    return el("li", {}, link);
  }
  const address = source.address ? el("span", { class: "quiet address" }, " ", el("bdi", {}, source.address)) : null;
  return el("li", {}, el("bdi", {}, source.title), address);
}

function sourceList(list) {
  return el("ul", { class: "sources" }, ...list.map(sourceItem));
}

// The list is made when it is opened: a large table would otherwise hold every source many times.
function folded(summary, list, label) {
  const details = el("details", { class: "fold" }, el("summary", { "aria-label": label }, summary));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(sourceList(list));
  });
  return details;
}

function placeButton(node) {
  return el("button", {
    type: "button", class: "link", onclick: () => choose({ place: node, tie: null }, { show: true, focus: true }),
  }, el("bdi", {}, nameOf(node)));
}

function evidence(edge) {
  const parts = [t("sources_count", { n: edge.sources.length })];
  if (edge.independent !== edge.sources.length) parts.push(t("independent_count", { n: edge.independent }));
  if (TOLD.supports && edge.ofKind !== edge.independent) parts.push(t("of_kind_count", { n: edge.ofKind }));
  return parts.join(t("comma"));
}

function supportOf(edge) {
  return TOLD.supports ? named(data.supports[edge.support].labels) : "";
}

function tieFacts(edge) {
  if (!TOLD.kinds) return "";
  const parts = [kindOf(edge), span(edge)];
  if (data.statuses[edge.status].code !== "unknown") parts.push(statusOf(edge));
  return parts.join(t("comma"));
}

function partnerItem(edge, node) {
  const other = partnerOf(edge, node);
  return el("li", {},
    shapeSample(other.country), placeButton(other),
    ...(TOLD.kinds ? [el("p", { class: "quiet" }, tieSample(edge), tieFacts(edge))] : []),
    ...(TOLD.sources ? [folded(evidence(edge), edge.sources, nameOf(other) + t("colon") + evidence(edge))] : []));
}

// In the portal the picture of the land stands beside; a page of one file has none.
function whereItLies(node) {
  const at = data.land?.at[node.index];
  if (!at) return null;
  const [width, height] = data.land.size;
  const { root } = document.documentElement.dataset;
  return el("p", { class: "where" }, svg("svg", { viewBox: data.land.part.join(" "), role: "img", "aria-label": nameOf(node) },
    svg("image", { href: `${root}assets/land.svg`, width, height }),
    svg("circle", { cx: at[0], cy: at[1], r: data.land.part[2] / 40, class: `country-${node.country % SHAPES.length}` })));
}

function placePanel(node) {
  const others = LANGS.map((lang, i) => [lang, node.names[i]])
    .filter(([lang, name]) => lang !== state.lang && name !== nameOf(node));
  const ties = node.edges.filter((edge) => edge.shown)
    .sort((a, b) => (a.begun[1] ?? 9999) - (b.begun[1] ?? 9999) || sortText(nameOf(partnerOf(a, node)), nameOf(partnerOf(b, node))));
  const counts = [t("ties_count", { n: node.nowTies }), t("partners_count", { n: node.nowPartners })];
  return [
    el("p", { class: "names" }, ...others.flatMap(([lang, name], i) =>
      [i ? " · " : "", el("bdi", { lang: TAGS[lang] }, name)])),
    TOLD.countries
      ? el("p", {}, [data.levels[node.level], data.countries[node.country]]
        .map((term) => named(term.labels)).filter(Boolean).join(" · ")) : null,
    el("p", {}, counts.join(" · ")),
    node.url ? el("p", {}, el("a", PORTAL ? { href: node.url } : { href: node.url, rel: "noopener noreferrer", target: "_blank" }, t("place_page"))) : null,
    whereItLies(node),
    ties.length ? el("p", {}, egoButton()) : null,
    ...(common ? sharedList(node) : []),
    ties.length ? el("h3", {}, t("partners")) : null,
    ties.length ? el("ul", { class: "partners" }, ...ties.map((edge) => partnerItem(edge, node))) : null,
    node.sources.length ? el("h3", {}, t("place_sources")) : null,
    node.sources.length ? sourceList(node.sources) : null,
  ];
}

function tiePanel(edge) {
  const support = supportOf(edge);
  return [
    el("ul", { class: "partners" }, ...[edge.a, edge.b].map((node) =>
      el("li", {}, shapeSample(node.country), placeButton(node)))),
    TOLD.kinds ? el("p", {}, tieSample(edge), tieFacts(edge)) : null,
    support ? el("p", {}, t("support") + t("colon") + support) : null,
    TOLD.sources ? el("h3", {}, `${t("sources")} (${evidence(edge)})`) : null,
    TOLD.sources ? sourceList(edge.sources) : null,
  ];
}

function showPanel() {
  const panel = $("panel");
  panel.hidden = !state.place && !state.tie;
  if (panel.hidden) {
    panel.replaceChildren();
    return;
  }
  const heading = state.place ? nameOf(state.place) : `${nameOf(state.tie.a)} — ${nameOf(state.tie.b)}`;
  const close = el("button", {
    type: "button", class: "close", "aria-label": t("close"), title: t("close"),
    onclick: () => {
      choose({ place: null, tie: null });
      $("network-search").focus();
    },
  }, "×");
  const body = state.place ? placePanel(state.place) : tiePanel(state.tie);
  panel.replaceChildren(
    el("div", { class: "panel-head" }, el("h2", { id: "panel-title", tabindex: "-1" }, el("bdi", {}, heading)), close),
    ...body.filter((part) => part !== null));
}
