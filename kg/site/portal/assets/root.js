// @ts-check
"use strict";
// The first page leads to the language that the reader's browser prefers.
(() => {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((code) => ["ru", "zh", "en"].includes(code));
  if (wanted) location.replace(`${wanted}/index.html`);
})();
