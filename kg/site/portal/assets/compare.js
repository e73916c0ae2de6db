// @ts-check
"use strict";
// Two lists of places lead to the page of a pair; without this script the pairs stand below as links.
(() => {
  const form = document.getElementById("compare");
  const told = document.getElementById("compare-data");
  const go = /** @type {HTMLAnchorElement | null} */ (document.getElementById("compare-go"));
  const none = document.getElementById("compare-none");
  const [first, second] = ["compare-1", "compare-2"].map((id) => /** @type {HTMLSelectElement | null} */ (document.getElementById(id)));
  if (!form || !told || !go || !none || !first || !second) return;
  /** @type {{none: string, pages: Record<string, string>}} */
  const words = JSON.parse(told.textContent ?? "{}");
  const show = () => {
    const pair = [first.value, second.value].sort();
    const page = words.pages[pair.join("--")];
    go.hidden = page === undefined;
    go.href = page ?? "";
    none.hidden = !go.hidden || pair[0] === pair[1];
    const links = [first, second].map((list) => {
      const link = document.createElement("a");
      link.href = list.selectedOptions[0]?.dataset.page ?? "";
      link.textContent = list.selectedOptions[0]?.textContent ?? "";
      return link;
    });
    none.replaceChildren(`${words.none} `, links[0], " · ", links[1]);
  };
  second.selectedIndex = 1;
  form.hidden = false;
  form.addEventListener("change", show);
  show();
})();
