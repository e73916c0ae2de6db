// @ts-check
"use strict";
// The charts of the time line as files, with their title, what is chosen, source and licence, and the table as CSV.
(() => {
  const drawn = document.querySelector(".years .of-desk svg");
  const caption = document.querySelector(".years figcaption");
  const table = document.querySelector(".by-year table");
  if (!drawn || !caption || !table) return;
  const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "opacity", "fill-opacity"];
  const [HEAD, SIDE, ROW] = [76, 20, 17];
  const family = () => getComputedStyle(document.body).fontFamily;
  const colour = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const words = (/** @type {string} */ selector) => (document.querySelector(selector)?.textContent ?? "").trim();

  /** @param {Element} own @returns {Element} a copy whose looks do not hang on the style of the page */
  const alone = (own) => {
    const copy = /** @type {Element} */ (own.cloneNode(false));
    copy.removeAttribute("class");
    const style = getComputedStyle(own);
    for (const look of LOOKS) copy.setAttribute(look, style.getPropertyValue(look));
    for (const child of own.childNodes) copy.append(child instanceof Element ? alone(child) : child.cloneNode());
    return copy;
  };

  /** The charts as they are shown, as a picture that stands alone. */
  const sheet = () => {
    const [, , width, height] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
    const notes = [caption.textContent ?? "", words(".foot p")].flatMap((text) => savedFile.lines(text.trim(), width - 2 * SIDE, `12px ${family()}`));
    const chosen = [words("#years-total"), ...[...document.querySelectorAll("#years-filters select, #years-filters input")]
      .map((field) => (field instanceof HTMLSelectElement ? (field.value && field.selectedOptions[0]?.textContent) || "" : /** @type {HTMLInputElement} */ (field).value))];
    const whole = HEAD + height + 12 + ROW * notes.length;
    const text = (/** @type {string} */ told, /** @type {number} */ y, /** @type {number} */ size, /** @type {string} */ fill, weight = 400) =>
      chartShape("text", { x: SIDE, y, fill, "font-size": size, "font-weight": weight }, told);
    const inner = alone(drawn);
    for (const [key, value] of Object.entries({ x: 0, y: HEAD, width, height })) inner.setAttribute(key, String(value));
    return {
      width, whole,
      root: chartShape("svg", { width, height: whole, viewBox: `0 0 ${width} ${whole}`, "font-family": family(), lang: document.documentElement.lang },
        chartShape("title", {}, words("h1")), chartShape("rect", { width, height: whole, fill: colour("--paper") }),
        text(words("h1"), 32, 20, colour("--ink"), 600), text(chosen.filter(Boolean).join(" · "), 56, 14, colour("--muted")),
        inner, ...notes.map((note, at) => text(note, HEAD + height + 16 + ROW * at, 12, colour("--muted")))),
    };
  };

  /** @param {CanvasRenderingContext2D} on @param {Element} part what the charts are made of, and no more */
  const paint = (on, part) => {
    const number = (/** @type {string} */ name) => parseFloat(part.getAttribute(name) ?? "0") || 0;
    const look = (/** @type {string} */ name) => part.getAttribute(name) ?? "";
    const share = (/** @type {string} */ name) => (look(name) ? parseFloat(look(name)) : 1);
    on.save();
    on.globalAlpha *= share("opacity");
    if (part.tagName === "svg") on.translate(number("x"), number("y"));
    const [fill, stroke] = [look("fill") || "black", look("stroke") || "none"];
    [on.fillStyle, on.strokeStyle, on.lineWidth] = [fill === "none" ? "transparent" : fill, stroke === "none" ? "transparent" : stroke, number("stroke-width") || 1];
    on.setLineDash(look("stroke-dasharray") === "none" ? [] : look("stroke-dasharray").split(/[ ,]+/).map(parseFloat).filter((length) => length > 0));
    if (part.tagName === "rect") {
      const clear = on.globalAlpha;
      on.globalAlpha *= share("fill-opacity");
      on.fillRect(number("x"), number("y"), number("width"), number("height"));
      on.globalAlpha = clear;
      on.strokeRect(number("x"), number("y"), number("width"), number("height"));
    } else if (part.tagName === "line") {
      on.beginPath();
      on.moveTo(number("x1"), number("y1"));
      on.lineTo(number("x2"), number("y2"));
      on.stroke();
    } else if (part.tagName === "text") {
      on.font = `${look("font-weight") || 400} ${number("font-size") || 12}px ${family()}`;
      on.textAlign = look("text-anchor") === "end" ? "right" : look("text-anchor") === "middle" ? "center" : "left";
      on.fillText(part.textContent ?? "", number("x"), number("y"));
    }
    if (part.tagName !== "text") for (const child of part.children) paint(on, child);
    on.restore();
  };

  const png = () => {
    const { width, whole, root } = sheet();
    const paper = document.createElement("canvas");
    [paper.width, paper.height] = [width * 2, whole * 2];
    const on = paper.getContext("2d");
    if (!on) return;
    on.scale(2, 2);
    paint(on, root);
    paper.toBlob((blob) => blob && savedFile.save(blob, "timeline.png"));
  };
  const svg = () => savedFile.save(new Blob([new XMLSerializer().serializeToString(sheet().root)], { type: "image/svg+xml" }), "timeline.svg");
  const csv = () => {
    const rows = [...table.querySelectorAll("tr")].filter((row) => !row.hidden);
    savedFile.save(savedFile.csv(rows.map((row) => [...row.cells].map((cell) => (cell.textContent ?? "").trim()))), "timeline.csv");
  };
  const bar = document.createElement("p");
  bar.className = "map-files";
  for (const [name, act] of /** @type {[string, () => void][]} */ ([["PNG", png], ["SVG", svg], ["CSV", csv]])) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `years-${name.toLowerCase()}`;
    button.textContent = name;
    button.addEventListener("click", act);
    bar.append(button, " ");
  }
  document.querySelector(".years")?.after(bar);
})();
