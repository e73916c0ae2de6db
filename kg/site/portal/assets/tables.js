// @ts-check
"use strict";
// Tables that sort, filter, choose their columns and download what is shown. What a reader chose stands in the
// fragment of the address, under the name of the table: "#ties.sort=-since&ties.kind=sister tie".
(() => {
  const LEAST = 12; // rows from which filters help
  const FEW = 3; // rows from which a file is worth having
  const SEVERAL = 3; // choices that stand beside the search; others are among the filters
  const CARDS = 40; // rows that are shown as cards before a reader asks for all
  const told = document.getElementById("table-words");
  if (!told) return;
  /** @type {Record<string, string>} */
  const words = JSON.parse(told.textContent ?? "{}");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const { NUMBER } = savedFile;
  /** @typedef {{key: string, kind: string, heading: string, spare: boolean, head: HTMLElement}} Column */
  /** @typedef {{element: HTMLTableRowElement, texts: string[], orders: (string | number)[], all: string}} Row */

  /** @param {string} text */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {HTMLElement} box */
  const set = (box) => {
    const table = /** @type {HTMLTableElement} */ (box.querySelector("table"));
    const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
    /** @type {Column[]} */
    const columns = [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("thead th"))].map((head) => ({
      key: head.dataset.key ?? "", kind: head.dataset.kind ?? "text", heading: head.textContent ?? "", spare: "spare" in head.dataset, head,
    }));
    /** @type {Row[]} */
    const rows = [...body.rows].map((element) => {
      const texts = [...element.cells].map((cell) => (cell.textContent ?? "").trim());
      const orders = [...element.cells].map((cell, at) => {
        const order = cell.dataset.order ?? texts[at] ?? "";
        return order !== "" && columns[at]?.kind !== "text" && NUMBER.test(order) ? Number(order) : order;
      });
      return { element, texts, orders, all: plain(texts.join("\n")) };
    });
    const start = () => ({ sort: "", q: "", /** @type {Map<string, string>} */ filters: new Map(), /** @type {Set<string>} */ off: new Set(columns.filter((one) => one.spare).map((one) => one.key)) });
    let state = start();

    // As cards a cell says what it is, and a table stays one for who hears it.
    table.setAttribute("role", "table");
    for (const row of rows) {
      row.element.setAttribute("role", "row");
      [...row.element.cells].forEach((cell, at) => {
        const heading = columns[at]?.heading ?? "";
        if (!cell.textContent?.trim()) cell.replaceChildren();
        cell.dataset.head = heading.charAt(0).toUpperCase() + heading.slice(1);
        cell.setAttribute("role", at ? "cell" : "rowheader");
      });
    }

    for (const column of columns) {
      const button = makeElement("button", { type: "button", class: "sort" }, column.heading);
      button.addEventListener("click", () => {
        state.sort = state.sort === column.key ? `-${column.key}` : state.sort === `-${column.key}` ? "" : column.key;
        show();
      });
      column.head.replaceChildren(button);
    }

    const count = makeElement("output", { class: "count" });
    const nothing = makeElement("p", { class: "muted", hidden: "" }, words.none ?? "");
    const find = makeElement("input", { type: "search", "aria-label": words.find ?? "", placeholder: words.find ?? "", autocomplete: "off" });
    const clear = makeElement("button", { type: "button", hidden: "" }, words.clear ?? "");
    /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
    const fields = new Map();
    /** @param {string} key @param {string} label @param {HTMLInputElement | HTMLSelectElement} field */
    const labelled = (key, label, field) => {
      fields.set(key, field);
      field.addEventListener("input", () => {
        if (field.value) state.filters.set(key, field.value);
        else state.filters.delete(key);
        show();
      });
      return makeElement("label", {}, makeElement("span", {}, label), field);
    };
    /** @param {Column} column @param {number} at @returns {HTMLElement[]} */
    const filtersOf = (column, at) => {
      if (column.kind === "choice") {
        const values = [...new Set(rows.map((row) => row.texts[at] ?? ""))].filter(Boolean).sort(collator.compare);
        const options = values.map((value) => makeElement("option", { value }, value));
        return [labelled(column.key, column.heading, makeElement("select", {}, makeElement("option", { value: "" }, words.any ?? ""), ...options))];
      }
      if (column.kind === "text") return [labelled(column.key, column.heading, makeElement("input", { type: "text", autocomplete: "off" }))];
      return ["from", "until"].map((end) =>
        labelled(`${column.key}.${end}`, filledIn(words[end] ?? "", { column: column.heading }), makeElement("input", { type: "number", step: "any" })));
    };
    const tools = makeElement("div", { class: "tools" });
    if (rows.length >= LEAST) {
      const near = makeElement("div", { class: "near" }, find);
      const others = makeElement("div", { class: "fields" });
      let beside = 0;
      columns.forEach((column, at) => {
        const here = column.kind === "choice" && beside < SEVERAL ? near : others;
        if (here === near) beside += 1;
        here.append(...filtersOf(column, at));
      });
      tools.append(near, makeElement("details", {}, makeElement("summary", {}, words.filters ?? ""), others));
    }
    const boxes = columns.slice(1).map((column) => {
      const tick = makeElement("input", { type: "checkbox" });
      tick.addEventListener("change", () => {
        if (tick.checked) state.off.delete(column.key);
        else state.off.add(column.key);
        show();
      });
      return { column, tick };
    });
    if (rows.length >= LEAST && columns.length > 3) {
      const choice = boxes.map(({ column, tick }) => makeElement("label", {}, tick, " ", column.heading));
      tools.append(makeElement("details", {}, makeElement("summary", {}, words.columns ?? ""), makeElement("div", { class: "fields" }, ...choice)));
    }
    const more = makeElement("button", { type: "button", class: "more", hidden: "" });
    let isWhole = false;
    const download = makeElement("button", { type: "button" }, words.download ?? "");
    if (rows.length >= FEW) tools.append(download);
    if (rows.length >= LEAST) tools.append(clear, count);
    box.prepend(tools);
    box.append(nothing, more);
    count.setAttribute("aria-live", "polite");

    /** @param {Row} row */
    const passes = (row) => state.q.split(/\s+/).every((word) => row.all.includes(plain(word))) && [...state.filters].every(([key, value]) => {
      const [name, end] = key.split(/\.(?=from$|until$)/);
      const at = columns.findIndex((column) => column.key === name);
      if (at < 0) return true;
      if (columns[at]?.kind === "choice") return row.texts[at] === value;
      if (!end) return plain(row.texts[at] ?? "").includes(plain(value));
      const order = row.orders[at];
      return typeof order === "number" && (end === "from" ? order >= Number(value) : order <= Number(value));
    });

    /** @param {number} at @param {boolean} down @returns {(a: Row, b: Row) => number} */
    const by = (at, down) => (a, b) => {
      const [one, other] = [a.orders[at] ?? "", b.orders[at] ?? ""];
      if (one === "" || other === "") return Number(one === "") - Number(other === ""); // what is not known stands last
      const found = typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));
      return down ? -found : found;
    };

    /** @returns {Row[]} the rows in the order of the state */
    const ordered = () => {
      const at = columns.findIndex((column) => column.key === state.sort.replace(/^-/, ""));
      return at < 0 ? rows : [...rows].sort(by(at, state.sort.startsWith("-")));
    };

    const show = (keep = true) => {
      const wanted = ordered();
      if (wanted.some((row, at) => body.rows[at] !== row.element)) body.append(...wanted.map((row) => row.element));
      for (const column of columns) {
        const order = state.sort === column.key ? "ascending" : state.sort === `-${column.key}` ? "descending" : "none";
        column.head.setAttribute("aria-sort", order);
      }
      columns.forEach((column, at) => table.classList.toggle(`hide${at + 1}`, at > 0 && state.off.has(column.key)));
      for (const { column, tick } of boxes) tick.checked = !state.off.has(column.key);
      if (find.value !== state.q) find.value = state.q;
      for (const [key, field] of fields) if (field.value !== (state.filters.get(key) ?? "")) field.value = state.filters.get(key) ?? "";
      clear.hidden = !state.q && !state.filters.size;
      const isStacked = fitTable(box);
      const found = wanted.filter(passes);
      const seen = new Set(isStacked && !isWhole && found.length > CARDS * 1.5 ? found.slice(0, CARDS) : found);
      for (const row of rows) row.element.hidden = !seen.has(row);
      nothing.hidden = found.length > 0 || !rows.length;
      count.textContent = filledIn(words.count ?? "", { shown: found.length, all: rows.length });
      more.hidden = seen.size === found.length;
      more.textContent = filledIn(words.whole ?? "", { all: found.length });
      if (keep) write();
    };
    const prefix = `${box.id}.`;
    const hash = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const write = () => {
      const kept = hash();
      for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
      if (state.sort) kept.set(`${prefix}sort`, state.sort);
      if (state.q) kept.set(`${prefix}q`, state.q);
      for (const [key, value] of state.filters) kept.set(`${prefix}f.${key}`, value);
      const off = [...state.off].sort().join(",");
      if (off !== [...start().off].sort().join(",")) kept.set(`${prefix}off`, off);
      const text = kept.toString();
      if (text || location.hash.includes("=")) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    };
    const whole = () => {
      isWhole = true;
      show(false);
    };
    more.addEventListener("click", () => {
      const next = ordered().filter(passes)[CARDS]?.element;
      whole();
      next?.setAttribute("tabindex", "-1");
      next?.focus();
    });
    addEventListener("beforeprint", whole);
    const read = () => {
      const aim = rows.find(({ element }) => element.id && location.hash === `#${element.id}`);
      isWhole ||= aim !== undefined;
      const given = hash();
      state = start();
      state.sort = given.get(`${prefix}sort`) ?? "";
      state.q = given.get(`${prefix}q`) ?? "";
      for (const key of fields.keys()) {
        const value = given.get(`${prefix}f.${key}`);
        if (value) state.filters.set(key, value);
      }
      const off = given.get(`${prefix}off`);
      if (off !== null) state.off = new Set(off.split(","));
      show(false);
      aim?.element.scrollIntoView();
    };

    find.addEventListener("input", () => {
      state.q = find.value;
      show();
    });
    clear.addEventListener("click", () => {
      state.q = "";
      state.filters.clear();
      show();
      find.focus();
    });
    download.addEventListener("click", () => {
      const on = columns.map((column, at) => ({ column, at })).filter(({ column, at }) => !at || !state.off.has(column.key));
      const lines = [on.map(({ column }) => column.heading), ...ordered().filter(passes).map((row) => on.map(({ at }) => row.texts[at] ?? ""))];
      savedFile.save(savedFile.csv(lines), `${box.id}.csv`);
    });
    addEventListener("hashchange", read);
    let width = innerWidth;
    addEventListener("resize", () => {
      if (width !== innerWidth) show(false); // a telephone's bars come and go with its height alone
      width = innerWidth;
    });
    read();
  };

  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".listed"))) set(box);
})();
