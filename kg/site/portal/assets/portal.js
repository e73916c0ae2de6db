// @ts-check
"use strict";
/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name @param {Record<string, string>} [given] @param {(Node | string)[]} inside @returns {HTMLElementTagNameMap[T]}
 */
const makeElement = (name, given = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};
/** @param {string} pattern @param {Record<string, string | number>} values @returns {string} with the values in their places */
const filledIn = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
/**
 * A table that fits scrolls with the page. On a telephone each row is a card, on a tablet where the table is too wide
 * for it; on a wide screen a table that is wider still has a window of its own, which shows that it goes on.
 * @param {HTMLElement} box @returns {boolean} whether rows are cards
 */
const fitTable = (box) => {
  const table = box.querySelector("table");
  box.classList.remove("stacked", "fits");
  const isPhone = innerWidth <= 720;
  const fits = !isPhone && table !== null && table.offsetWidth <= box.clientWidth;
  const isStacked = isPhone || (innerWidth <= 1000 && !fits);
  box.classList.toggle("fits", fits);
  box.classList.toggle("stacked", isStacked);
  if (fits || isStacked) box.removeAttribute("tabindex");
  else box.tabIndex = 0;
  return isStacked;
};
/**
 * A table whose rows may become cards, in which each value stands after the head of its column.
 * @param {HTMLElement} box
 */
const cardsOf = (box) => {
  const table = box.querySelector("table");
  const heads = [...box.querySelectorAll("thead th")].map((head) => head.textContent ?? "");
  if (!table || !heads.length) return;
  table.setAttribute("role", "table");
  for (const row of table.querySelectorAll("tbody tr")) {
    row.setAttribute("role", "row");
    [...row.children].forEach((cell, at) => {
      const value = document.createElement("span");
      if (cell.textContent?.trim()) value.append(...cell.childNodes);
      cell.append(value);
      cell.setAttribute("role", "cell");
      cell.setAttribute("data-head", heads[at]);
      if (value.textContent?.trim() === "–") cell.setAttribute("data-none", "");
    });
  }
  fitTable(box);
  addEventListener("resize", () => fitTable(box));
};
// What every page does: the dark switch, and "/" for the search. Each part works alone, and the page without any.
(() => {
  const root = document.documentElement;
  const button = /** @type {HTMLButtonElement | null} */ (document.getElementById("dark"));
  const prefers = matchMedia("(prefers-color-scheme: dark)");
  /** @param {string} [value] @returns {string | null} what a reader has chosen; nothing where it cannot be kept */
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("theme", value);
      return localStorage.getItem("theme");
    } catch {
      return value ?? null;
    }
  };
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".languages a"))) {
    link.addEventListener("click", () => { link.hash = location.hash; }); // what is shown stays so in another language
  }
  const here = /** @type {HTMLElement | null} */ (document.querySelector(".sections [aria-current]"));
  const sections = document.querySelector(".sections");
  sections?.addEventListener("scroll", () => sections.classList.toggle("moved", sections.scrollLeft > 0));
  if (here?.parentElement) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 40;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefers.matches);
  const show = () => button?.setAttribute("aria-pressed", String(isDark()));
  const chosen = kept();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      kept(root.dataset.theme);
      show();
    });
  }
  prefers.addEventListener("change", show);
  show();
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".table:not(.listed)"))) cardsOf(box);
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select")) return;
    event.preventDefault();
    document.getElementById("search")?.focus();
  });
})();
