// The same data as two tables that sort, for those who cannot use a drawing.
const ROWS = matchMedia("(max-width: 859px)").matches ? 40 : 500; // of cards fewer
const tables = {
  ties: { sort: 0, down: false, limit: ROWS },
  places: { sort: 1 + TOLD.countries + TOLD.levels, down: true, limit: ROWS },
};

function sides(edge) {
  return edge.a.country <= edge.b.country ? [edge.a, edge.b] : [edge.b, edge.a];
}

function sideTitles() {
  const found = new Set(edges.map((edge) => sides(edge).map((node) => node.country).join(" ")));
  if (found.size !== 1) return [t("place_a"), t("place_b")];
  const [left, right] = [...found][0].split(" ").map(Number);
  return left === right ? [t("place_a"), t("place_b")]
    : [named(data.countries[left].labels), named(data.countries[right].labels)];
}

function tieColumns() {
  const [left, right] = sideTitles();
  return [
    { title: left, value: (e) => nameOf(sides(e)[0]), cell: (e) => placeButton(sides(e)[0]), head: true },
    { title: right, value: (e) => nameOf(sides(e)[1]), cell: (e) => placeButton(sides(e)[1]), head: true },
    { of: "kinds", title: t("kind"), value: kindOf },
    { of: "statuses", title: t("status"), value: statusOf },
    {
      of: "kinds", title: t("column_start"), value: (e) => e.begun[1], number: true,
      cell: (e) => e.start !== null ? String(e.start) : e.begun[1] !== null ? `≤\u00a0${e.begun[1]}` : "—",
    },
    {
      of: "sources", title: t("sources"), value: (e) => e.sources.length, number: true,
      cell: (e) => folded(evidence(e), e.sources, `${sides(e).map(nameOf).join(" — ")}: ${evidence(e)}`),
    },
    {
      of: "supports", title: t("support"), value: (e) => -e.support, cell: supportOf,
    },
  ].filter((column) => TOLD[column.of] ?? true);
}

function placeColumns() {
  return [
    { title: t("column_name"), value: nameOf, cell: placeButton, head: true },
    { of: "countries", title: t(TOLD.levels ? "column_country" : "column_side"), value: (n) => named(data.countries[n.country].labels) },
    { of: "levels", title: t("column_level"), value: (n) => named(data.levels[n.level].labels) },
    { title: t("column_ties"), value: (n) => n.nowTies, number: true },
    { title: t("column_partners"), value: (n) => n.nowPartners, number: true },
    {
      of: "sources", title: t("sources"), value: (n) => n.sources.length, number: true,
      cell: (n) => n.sources.length === 0 ? "—"
        : folded(t("sources_count", { n: n.sources.length }), n.sources, `${nameOf(n)}: ${t("sources")}`),
    },
  ].filter((column) => TOLD[column.of] ?? true);
}

function ordered(rows, column, down) {
  const sign = down ? -1 : 1;
  const keyed = rows.map((row, i) => ({ row, i, value: column.value(row) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || a.i - b.i;
    const order = typeof a.value === "string" ? sortText(a.value, b.value) : a.value - b.value;
    return sign * order || a.i - b.i;
  });
  return keyed.map(({ row }) => row);
}

// The roles are spelled out because rows become cards on a narrow screen, which would hide them.
function cellOf(column, item) {
  const value = column.cell ? column.cell(item) : String(column.value(item));
  const content = typeof value === "string" ? el("bdi", {}, value) : value;
  const attributes = { "data-title": column.title, class: column.number ? "number" : null };
  return column.head
    ? el("th", { scope: "row", role: "rowheader", ...attributes }, content)
    : el("td", { role: "cell", ...attributes }, content);
}

function headOf(name, columns) {
  const set = tables[name];
  return el("tr", { role: "row" }, ...columns.map((column, i) => {
    const sorted = set.sort === i ? (set.down ? "descending" : "ascending") : "none";
    const mark = { ascending: "▲", descending: "▼", none: "" }[sorted];
    return el("th", { scope: "col", role: "columnheader", "aria-sort": sorted, class: column.number ? "number" : null },
      el("button", { type: "button", onclick: () => resort(name, i, column) },
        column.title, el("span", { "aria-hidden": "true", class: "mark" }, mark)));
  }));
}

function resort(name, i, column) {
  const set = tables[name];
  set.down = set.sort === i ? !set.down : Boolean(column.number);
  set.sort = i;
  showTable(name);
  $(`table-${name}`).querySelectorAll("thead button")[i].focus();
}

function rowsOf(name) {
  const words = keysOf(state.query);
  const all = (name === "ties" ? edges : nodes).filter((item) => item.shown);
  if (words.length === 0) return all;
  return name === "ties"
    ? all.filter((edge) => matches(edge.a, words) || matches(edge.b, words))
    : all.filter((node) => matches(node, words));
}

function tableOf(name) {
  const columns = name === "ties" ? tieColumns() : placeColumns();
  return { columns, rows: ordered(rowsOf(name), columns[tables[name].sort], tables[name].down) };
}

function showTable(name) {
  const set = tables[name];
  const { columns, rows } = tableOf(name);
  const caption = [
    t(name === "ties" ? "ties_caption" : "places_caption"),
    t(name === "ties" ? "ties_count" : "places_count", { n: rows.length }),
    keysOf(state.query).length ? t("filtered_by", { text: state.query.trim() }) : "",
  ].filter((part) => part !== "").join(" · ");
  const body = rows.slice(0, set.limit).map((item) =>
    el("tr", { role: "row" }, ...columns.map((column) => cellOf(column, item))));
  const table = el("table", { role: "table" },
    el("caption", {}, el("bdi", {}, caption)),
    el("thead", { role: "rowgroup" }, headOf(name, columns)),
    el("tbody", { role: "rowgroup" }, ...body));
  const more = rows.length <= set.limit ? null : el("button", {
    type: "button", class: "more", onclick: () => {
      set.limit += ROWS;
      showTable(name);
    },
  }, t("more"));
  $(`table-${name}`).replaceChildren(table, ...(more ? [more] : []));
}

function showTables() {
  for (const name of Object.keys(tables)) if (!$(`table-${name}`).hidden) showTable(name);
}

function startTables() {
  const tabs = Object.keys(tables).map((name) => $(`tab-${name}`));
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => openTab(tabs, i));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = (i + step + tabs.length) % tabs.length;
      openTab(tabs, next);
      tabs[next].focus();
    });
  });
}

function openTab(tabs, chosen) {
  tabs.forEach((tab, i) => {
    tab.setAttribute("aria-selected", String(i === chosen));
    tab.tabIndex = i === chosen ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = i !== chosen;
  });
  showTables();
}
