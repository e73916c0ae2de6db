// The legend, which is also the filter: what a sign means stands beside the box that hides it.
function startFilters() {
  if (matchMedia("(max-width: 859px)").matches) $("legend").open = false;
}

// How many ties a box stands for under all the other choices; a box of none at all is left out.
function tally(field, i) {
  if (field === "possible") {
    return state.year === null ? 0 : edges.filter((edge) => passes(edge) && stood(edge, state.year) === null).length;
  }
  return edges.filter((edge) => edge[field] === i && passes(edge, field) && inYear(edge)).length;
}

function counted(field, i = 0) {
  return el("span", { class: "quiet count", "data-field": field, "data-of": i });
}

function showCounts() {
  for (const count of document.querySelectorAll("#filters .count")) {
    const { field, of } = count.dataset;
    count.textContent = tally(field, Number(of)).toLocaleString(TAGS[state.lang]);
  }
  if ($("possible")) $("possible").disabled = state.year === null;
  if ($("status-ended")) $("status-ended").disabled = state.year !== null;
}

function boxes(title, terms, chosen, field, mark) {
  const rows = terms.map((term, i) => edges.some((edge) => edge[field] === i) ? el("label", { class: "row" },
    checkbox(chosen.has(i), `${field}-${term.code}`, (on) => on ? chosen.add(i) : chosen.delete(i)),
    mark ? mark(i) : null,
    el("span", {}, named(term.labels)),
    counted(field, i)) : null);
  return el("fieldset", {}, el("legend", {}, title), ...rows.filter((row) => row !== null));
}

function checkbox(on, id, act) {
  const box = el("input", { type: "checkbox", id });
  box.checked = on;
  box.addEventListener("change", () => {
    act(box.checked);
    changed("filter");
  });
  return box;
}

function countryRows() {
  const means = state.size === "ties" ? el("p", { class: "quiet" }, t("size_means")) : null;
  if (!TOLD.countries) return means ?? el("p", {});
  const present = new Set(nodes.map((node) => node.country));
  return el("fieldset", {}, el("legend", {}, t("countries")),
    ...data.countries.map((term, i) => present.has(i)
      ? el("p", { class: "row" }, shapeSample(i), named(term.labels)) : null).filter((row) => row !== null),
    means);
}

function yearRows() {
  const slider = el("input", {
    type: "range", id: "year", min: YEARS.first, max: YEARS.last + 1, step: 1,
    value: state.year === null ? YEARS.last + 1 : state.year, "aria-valuetext": yearText(),
  });
  const output = el("output", { for: "year", id: "year-now" }, yearText());
  slider.addEventListener("input", () => {
    const year = Number(slider.value);
    state.year = year > YEARS.last ? null : year;
    output.textContent = yearText();
    slider.setAttribute("aria-valuetext", yearText());
    changed("filter");
  });
  return el("fieldset", {},
    el("legend", {}, el("label", { for: "year" }, t("year")), t("colon"), output), slider,
    el("p", { class: "quiet" }, t("year_means")),
    el("label", { class: "row" },
      checkbox(state.possible, "possible", (on) => { state.possible = on; }), el("span", {}, t("possible")),
      counted("possible")));
}

function yearText() {
  return state.year === null ? t("year_all") : String(state.year);
}

function showFilters() {
  const kinds = boxes(t("kind"), data.kinds, state.kinds, "kind", (i) => lineSample(2, false, i));
  kinds.append(
    el("p", { class: "row" }, ...[1, 2, 3].map((n) => lineSample(WIDTHS[n], false))),
    el("p", { class: "quiet" }, t("width_means")));
  const statuses = boxes(t("status"), data.statuses, state.statuses, "status", null);
  if (edges.some(isEnded)) {
    statuses.append(el("p", { class: "row quiet" }, lineSample(2, true), t("ended_means")));
  }
  const reset = el("button", {
    type: "button", id: "reset", onclick: () => {
      Object.assign(state, {
        year: null, possible: false, kinds: new Set(data.kinds.keys()), statuses: new Set(data.statuses.keys()), ...plain,
      });
      setSizes();
      showFilters();
      $("reset").focus();
      changed("filter");
    },
  }, t("reset"));
  const groups = [TOLD.kinds ? kinds : null, TOLD.statuses ? statuses : null, YEARS ? yearRows() : null]
    .filter((group) => group !== null);
  $("filters").replaceChildren(countryRows(), viewRows(), ...groups, ...(groups.length ? [reset] : []));
  showCounts();
}
