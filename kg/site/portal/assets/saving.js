// @ts-check
"use strict";
// What a reader takes away: tables in which no text is a formula, files of any kind, and the lines of what is told in a picture.
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

  /** @param {string} text @param {number} width @param {string} font @returns {string[]} in lines no wider; Chinese breaks anywhere */
  const lines = (text, width, font) => {
    const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    pen.font = font;
    const found = [""];
    for (const piece of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
      const whole = found[found.length - 1] + piece;
      if (found[found.length - 1] && pen.measureText(whole.trimEnd()).width > width) found.push(piece);
      else found[found.length - 1] = whole;
    }
    return found.map((line) => line.trimEnd());
  };
  return { csv, save, lines, NUMBER };
})();
