// @ts-check
"use strict";
// The box of every page as a combobox, and the page of results. Names are loaded when the box is first used.
(() => {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));
  const form = box?.closest("form");
  if (!box || !form) return;
  const { root, lang } = /** @type {{root: string, lang: string}} */ (document.documentElement.dataset);
  const OFFERED = 12, LISTED = 300;
  /** @type {any[]} */
  let hits = [];
  let active = -1;

  const list = makeElement("ul", { id: "search-list", role: "listbox", "aria-label": form.querySelector("label")?.textContent ?? "" });
  const foot = makeElement("p", { "aria-hidden": "true" });
  const popup = makeElement("div", { class: "offered", hidden: "" }, list, foot);
  const status = makeElement("p", { class: "unseen", role: "status" });
  form.append(popup, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-list" })) {
    box.setAttribute(name, value);
  }

  /** @type {Promise<void> | undefined} */
  let names;
  /** @param {string} name @returns {Promise<void>} */
  const load = (name) => new Promise((resolve, reject) => {
    const script = makeElement("script", { src: `${root}assets/${name}` });
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  const loaded = () => (names ??= load("search-index.js").then(() => load("search-match.js")));

  /** @param {string[]} labels */
  const spoken = (labels) => labels[globalThis.kgSearch.languages.indexOf(lang)];
  /** @param {string} key @param {Record<string, number>} [values] */
  const text = (key, values = {}) =>
    spoken(globalThis.kgSearch.texts[key]).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name].toLocaleString(document.documentElement.lang) : whole));

  /** @param {any} hit @returns {{name: string, says: string, as: string, address: string}} */
  function told(hit) {
    const [folder, kind] = globalThis.kgSearch.kinds[hit.kind];
    const { things } = globalThis.kgNames;
    const [thing, other] = hit.things;
    const dash = { ru: " — ", zh: "—" }[lang] ?? " – ";
    const name = other ? spoken(thing.names) + dash + spoken(other.names) : spoken(thing.names);
    const around = !other && things[thing.holder] ? [spoken(things[thing.holder].names)] : [];
    const slug = other ? [thing.slug, other.slug].sort().join("--") : thing.slug;
    const plain = slug.startsWith("#") ? `places.html${slug}` : `${folder}/${slug}.html`;
    const as = hit.name && hit.name !== name ? hit.name : "";
    return { name, says: [spoken(kind), ...around].join(" · "), as, address: `${root}${lang}/${plain}` };
  }

  /** @param {any} hit @returns {(Node | string)[]} */
  const parts = ({ says, as }) => [...(as ? [" ", makeElement("i", {}, makeElement("bdi", {}, as))] : []), " ", makeElement("small", {}, makeElement("bdi", {}, says))];

  /** @param {boolean} open */
  function offer(open) {
    const shown = open ? hits.slice(0, OFFERED) : [];
    if (active >= shown.length) active = -1;
    list.replaceChildren(...shown.map((hit, at) => {
      const one = told(hit);
      const option = makeElement("li", { id: `search-${at}`, role: "option", "aria-selected": String(at === active) }, makeElement("b", {}, makeElement("bdi", {}, one.name)), ...parts(one));
      option.addEventListener("click", () => location.assign(one.address));
      return option;
    }));
    const words = open && box?.value.trim() && globalThis.kgNames
      ? text(!hits.length ? "none" : hits.length > OFFERED ? "some" : "one", { n: hits.length, shown: OFFERED }) : "";
    popup.hidden = !words;
    list.hidden = !shown.length;
    foot.textContent = words;
    if (status.textContent !== words) status.textContent = words;
    box?.setAttribute("aria-expanded", String(shown.length > 0));
    if (active >= 0) box?.setAttribute("aria-activedescendant", `search-${active}`);
    else box?.removeAttribute("aria-activedescendant");
    document.getElementById(`search-${active}`)?.scrollIntoView({ block: "nearest" });
  }

  function look() {
    loaded().then(() => {
      hits = globalThis.kgNames.found(box?.value ?? "");
      active = -1;
      offer(document.activeElement === box);
    }, () => { names = undefined; });
  }

  box.addEventListener("focus", () => loaded().catch(() => { names = undefined; }));
  box.addEventListener("input", look);
  box.addEventListener("blur", () => offer(false));
  popup.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = Math.min(hits.length, OFFERED);
    if (step && count) {
      event.preventDefault();
      active = active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count;
      offer(true);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(told(hits[active]).address);
    } else if (event.key === "Escape" && !popup.hidden) {
      event.preventDefault();
      active = -1;
      offer(false);
    }
  });

  const results = document.getElementById("results");
  if (!results) return;
  const asked = () => new URLSearchParams(location.search).get("q") ?? new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  function show() {
    const query = asked();
    if (!query) return;
    if (box) box.value = query;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".languages a"))) {
      link.href = `${link.href.split(/[?#]/)[0]}?q=${encodeURIComponent(query)}`;
    }
    loaded().then(() => {
      hits = globalThis.kgNames.found(query);
      const items = hits.slice(0, LISTED).map((hit) => {
        const one = told(hit);
        return makeElement("li", {}, makeElement("a", { href: one.address }, makeElement("bdi", {}, one.name)), ...parts(one));
      });
      const head = makeElement("h2", { role: "status" }, text(hits.length ? "one" : "none", { n: hits.length }));
      results?.replaceChildren(head, makeElement("ol", { class: "results" }, ...items));
    });
  }
  addEventListener("hashchange", show);
  show();
})();
