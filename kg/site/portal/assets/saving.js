// @ts-check
"use strict";
// What a reader takes away: tables in which no text is a formula, and files of any kind.
const savedFile = (() => {
  const FORMULA = /^(?:[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠])/;
  const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

  /** @param {string[][]} lines @returns {Blob} CSV with the mark by which table programs know UTF-8 */
  const csv = (lines) => {
    const rows = lines.map((line) => line.map((text) => {
      const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
    }).join(","));
    return new Blob(["\ufeff", rows.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
  };

  /** @param {Blob} blob @param {string} name */
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  return { csv, save, NUMBER };
})();
