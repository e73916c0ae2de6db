// @ts-check
"use strict";
// The query page: completion of terms and places in the editor and in the fields of questions. Without it all works.
(() => {
  const { lang = "en", root = "" } = document.documentElement.dataset;
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @param {string} start @returns {Promise<any>} the terms, or the places whose names begin so */
  const words = (start = "") => {
    const address = `${root}completions?lang=${lang}&start=${encodeURIComponent(start)}`;
    if (!asked.has(address)) asked.set(address, fetch(address).then((got) => (got.ok ? got.json() : []), () => []));
    return /** @type {Promise<any>} */ (asked.get(address));
  };

  const area = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("query"));
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("ask"));
  const LONGEST = 6000; // a longer query is sent in the body, so that no proxy cuts its address
  form?.addEventListener("submit", () => { form.method = (area?.value.length ?? 0) > LONGEST ? "post" : "get"; });
  area?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form?.requestSubmit();
  });
  if (area && form && globalThis.kgEditor) {
    document.getElementById("hint")?.removeAttribute("hidden");
    globalThis.kgEditor({
      area,
      label: form.querySelector("label")?.textContent ?? "",
      run: () => form.requestSubmit(),
      complete: async (word, isAsked) => {
        if (/^[?$]/.test(word) || (word.length < 2 && !isAsked)) return [];
        const all = word.length > 1 ? Promise.all([words(), words(word.slice(0, 2))]) : words().then((terms) => [terms, []]);
        const [terms, places] = await all;
        return [...terms, ...places].map(([label, detail, apply]) => ({ label, detail, apply }));
      },
    });
  }

  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-places]"))) {
    field.addEventListener("input", async () => {
      if (field.value.length < 2) return;
      const places = await words(field.value.slice(0, 2));
      field.list?.replaceChildren(...places.map((/** @type {string[]} */ [label, detail]) => new Option(detail, label)));
    });
  }
})();
