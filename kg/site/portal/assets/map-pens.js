// @ts-check
"use strict";
/**
 * @typedef {{fill?: string, stroke?: string, width?: number, dash?: number[], alpha?: number}} Look
 * @typedef {{size: number, fill: string, halo?: string, bold?: boolean}} Letters
 * @typedef {{most: number, clip: (x: number, y: number, width: number, height: number) => void, unclip: () => void,
 *   view: (scale: number, x: number, y: number) => void, path: (d: string, look: Look) => void,
 *   text: (x: number, y: number, text: string, letters: Letters) => void}} Pen
 */
// One drawing, two pens: a canvas for the page and for PNG, SVG for a file. Widths are in units of the sheet at any scale.
const mapPens = (() => {
  const FONTS = getComputedStyle(document.body).fontFamily;
  /** @type {Map<string, Path2D>} */
  const paths = new Map();

  /** @param {string} d outlines of land are long and come again, others do not */
  function traced(d) {
    const path = paths.get(d) ?? new Path2D(d);
    if (d.length > 3000) paths.set(d, path);
    return path;
  }

  /** @param {Letters} letters */
  const font = ({ size, bold }) => `${bold ? "600 " : ""}${size}px ${FONTS}`;

  /** @param {CanvasRenderingContext2D} context @param {number} ratio @returns {Pen} */
  function canvas(context, ratio) {
    let scale = 1;
    return {
      most: 1,
      clip(x, y, width, height) {
        context.save();
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.beginPath();
        context.rect(x, y, width, height);
        context.clip();
      },
      unclip: () => context.restore(),
      view(given, x, y) {
        scale = given;
        context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * x, ratio * y);
      },
      path(d, { fill, stroke, width = 1, dash = [], alpha = 1 }) {
        context.globalAlpha = alpha;
        const path = traced(d);
        if (fill) {
          context.fillStyle = fill;
          context.fill(path, "evenodd");
        }
        if (stroke) {
          context.strokeStyle = stroke;
          context.lineWidth = width / scale;
          context.lineJoin = "round";
          context.setLineDash(dash.map((part) => part / scale));
          context.stroke(path);
        }
        context.globalAlpha = 1;
      },
      text(x, y, text, letters) {
        context.font = font(letters);
        if (letters.halo) {
          context.strokeStyle = letters.halo;
          context.lineWidth = 3;
          context.lineJoin = "round";
          context.setLineDash([]);
          context.strokeText(text, x, y);
        }
        context.fillStyle = letters.fill;
        context.fillText(text, x, y);
      },
    };
  }

  /** @param {string} text */
  const escaped = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  /** @param {Record<string, string | number | undefined>} given */
  const attributes = (given) => Object.entries(given).filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}="${escaped(typeof value === "number" ? String(Math.round(value * 1000) / 1000) : String(value))}"`).join("");

  /** @param {number} width @param {number} height @param {string} title @param {string} tag */
  function svg(width, height, title, tag) {
    const parts = [`<svg xmlns="http://www.w3.org/2000/svg"${attributes({ viewBox: `0 0 ${width} ${height}`, width, height, role: "img", lang: tag, "font-family": FONTS.replaceAll('"', "'") })}>`,
      `<title>${escaped(title)}</title>`];
    let scale = 1;
    let isOpen = false;
    const close = () => {
      if (isOpen) parts.push("</g>");
      isOpen = false;
    };
    /** @type {Pen & {done: () => string}} */
    const pen = {
      most: Infinity,
      clip(x, y, wide, high) {
        close();
        parts.push(`<svg${attributes({ x, y, width: wide, height: high, viewBox: `${x} ${y} ${wide} ${high}` })}>`);
      },
      unclip() {
        close();
        parts.push("</svg>");
      },
      view(given, x, y) {
        close();
        scale = given;
        isOpen = true;
        parts.push(`<g transform="translate(${x} ${y}) scale(${scale})">`);
      },
      path(d, { fill = "none", stroke, width: wide = 1, dash = [], alpha = 1 }) {
        if (!d) return;
        const line = stroke ? { stroke, "stroke-width": wide / scale, "stroke-linejoin": "round", "stroke-dasharray": dash.map((part) => part / scale).join(" ") } : {};
        parts.push(`<path${attributes({ d, fill, "fill-rule": "evenodd", ...line, opacity: alpha < 1 ? alpha : undefined })}/>`);
      },
      text(x, y, text, { size, fill, halo, bold }) {
        const around = halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
        parts.push(`<text${attributes({ x, y, "font-size": size, fill, ...around, "font-weight": bold ? "600" : undefined })}>${escaped(text)}</text>`);
      },
      done() {
        close();
        return `${parts.join("")}</svg>\n`;
      },
    };
    return pen;
  }

  return { canvas, svg, font, traced };
})();
