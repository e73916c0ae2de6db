// The words of the page in the chosen language, and the search key of a text.
const plurals = Object.fromEntries(LANGS.map((lang) => [lang, new Intl.PluralRules(TAGS[lang])]));
const sorters = Object.fromEntries(
  LANGS.map((lang) => [lang, new Intl.Collator(TAGS[lang], { numeric: true, sensitivity: "base" })]));

function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
}

function t(key, values = {}) {
  const found = data.texts[key][state.lang];
  if (typeof found === "string") return filled(found, values);
  const form = found[plurals[state.lang].select(values.n)] || found.other;
  return filled(form, { ...values, n: values.n.toLocaleString(TAGS[state.lang]) });
}

function named(labels) {
  return labels[LANGS.indexOf(state.lang)];
}

function nameOf(node) {
  return named(node.names);
}

function kindOf(edge) {
  return named(data.kinds[edge.kind].labels);
}

function statusOf(edge) {
  return named(data.statuses[edge.status].labels);
}

function sortText(a, b) {
  return sorters[state.lang].compare(a, b);
}

function span(edge) {
  const from = edge.start !== null ? t("since", { year: edge.start })
    : edge.begun[1] !== null ? t("begun_by", { year: edge.begun[1] }) : t("no_date");
  if (edge.over === null) return from;
  const until = edge.end !== null ? t("until", { year: edge.end })
    : edge.over[1] !== null ? t("over_by", { year: edge.over[1] }) : "";
  return until ? from + t("comma") + until : from;
}

// The key under which kg.gazetteer.folding.fold files a name; й stays a letter of its own.
function fold(text) {
  const bare = text.normalize("NFKC").toLowerCase().replace(/й/g, "\u0000").normalize("NFD")
    .replace(/\p{M}/gu, "").replace(/\u0000/g, "й").normalize("NFKC");
  return bare.replace(/[^\p{L}\p{N}]+/gu, "").replace(/[ʹʼ’]/g, "");
}

function keysOf(query) {
  return query.split(/\s+/).map(fold).filter((word) => word !== "");
}

function matches(node, words) {
  return words.every((word) => node.key.some((key) => key.includes(word)));
}

function applyLanguage() {
  if (!PORTAL) {
    document.documentElement.lang = TAGS[state.lang];
    document.title = named(data.title);
    $("title").textContent = named(data.title);
  }
  $("built").textContent = [
    t("places_count", { n: nodes.length }), t("ties_count", { n: edges.length }), t("sources_count", { n: sources.length }),
  ].join(" · ");
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = t(element.dataset.label);
  }
  for (const button of document.querySelectorAll("button[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  }
}

function showSummary() {
  const parts = [
    t("places_count", { n: nodes.filter((node) => node.shown).length }),
    t("ties_count", { n: edges.filter((edge) => edge.shown).length }),
  ];
  const year = state.year === null ? data.as_of : state.year;
  if (year !== null) parts.push(t("as_of", { year }));
  $("summary").textContent = parts.join(" · ");
}
