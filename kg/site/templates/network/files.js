// What is shown as files: the drawing with its title, date, source and licence drawn in, and the tables.
const SHEET = { head: 66, side: 20, row: 22 };

// A pen for SVG in place of the canvas: what the drawing asks of a canvas, and no more.
class SvgPen {
  constructor() {
    this.parts = [];
    this.measure = document.createElement("canvas").getContext("2d");
    Object.assign(this, { d: "", k: 1, dx: 0, dy: 0, dash: [], globalAlpha: 1, lineWidth: 1, lineCap: "butt" });
  }

  setTransform(k, _b, _c, _d, dx, dy) { Object.assign(this, { k, dx, dy }); }
  setLineDash(dash) { this.dash = dash; }
  at(x, y) { return `${tenth(x * this.k + this.dx)} ${tenth(y * this.k + this.dy)}`; }
  beginPath() { this.d = ""; }
  moveTo(x, y) { this.d += `M${this.at(x, y)}`; }
  lineTo(x, y) { this.d += `L${this.at(x, y)}`; }
  quadraticCurveTo(cx, cy, x, y) { this.d += `Q${this.at(cx, cy)} ${this.at(x, y)}`; }
  closePath() { this.d += "Z"; }

  arc(x, y, r) { // all that are drawn are circles
    const own = tenth(r * this.k);
    this.d += `M${this.at(x - r, y)}a${own} ${own} 0 1 0 ${2 * own} 0a${own} ${own} 0 1 0 ${-2 * own} 0Z`;
  }

  add(tag, attributes, ...inside) { this.parts.push(svg(tag, { ...attributes, opacity: this.globalAlpha }, ...inside)); }
  fill() { this.add("path", { d: this.d, fill: this.fillStyle }); }

  stroke() {
    this.add("path", {
      d: this.d, fill: "none", stroke: this.strokeStyle, "stroke-width": tenth(this.lineWidth * this.k),
      "stroke-linecap": this.lineCap, "stroke-dasharray": this.dash.map((length) => tenth(length * this.k)).join(" ") || "none",
    });
  }

  fillRect(x, y, width, height) {
    this.add("rect", {
      x: tenth(x * this.k + this.dx), y: tenth(y * this.k + this.dy),
      width: tenth(width * this.k), height: tenth(height * this.k), fill: this.fillStyle,
    });
  }

  measureText(text) {
    this.measure.font = this.font;
    return this.measure.measureText(text);
  }

  strokeText(text, x, y) {
    this.written(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" });
  }

  fillText(text, x, y) { this.written(text, x, y, { fill: this.fillStyle }); }

  written(text, x, y, look) {
    const [weight, size] = this.font.split(" ");
    this.add("text", {
      x: tenth(x * this.k + this.dx), y: tenth(y * this.k + this.dy), dy: this.textBaseline === "middle" ? "0.35em" : "0",
      "font-family": FONT, "font-size": size, "font-weight": weight, ...look,
    }, text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd"));
  }
}

function tenth(value) {
  return Math.round(value * 10) / 10;
}

// What is shown with a pen whose unit is a pixel of the page, or `ratio` of them.
function drawShown(pen, ratio) {
  drawing.ratio = ratio;
  const lights = lit();
  for (const _step of paint(pen, whereNow())) ;
  if (lights) {
    const { width, height } = sizeNow();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.globalAlpha = 1 - DIMMED;
    pen.fillStyle = drawing.colours.ground;
    pen.fillRect(0, 0, width, height);
    pen.globalAlpha = 1;
    for (const _step of paint(pen, whereNow(), lights)) ;
  }
  drawing.ratio = null;
}

// The texts around the drawing, each with its height and look, and how high all is.
function sheetOf() {
  const { width, height } = sizeNow();
  const { ink, tie: muted } = drawing.colours;
  const legend = SHEET.head + height + SHEET.row;
  const chosen = [state.place ? nameOf(state.place) : "", common ? t("one_side", { country: named(data.countries[state.side].labels) }) : ""];
  const notes = [
    ...chosen.filter(Boolean).map((text) => [text, ink]),
    ...savedFile.lines(named(data.about) || "", width - 2 * SHEET.side, `400 12px ${FONT}`).filter(Boolean).map((text) => [text, muted]),
  ];
  const title = PORTAL ? document.querySelector("h1").textContent : named(data.title);
  const texts = [
    { text: title, y: 30, size: 20, weight: 600, fill: ink }, { text: $("summary").textContent, y: 52, size: 14, weight: 400, fill: muted },
    ...notes.map(([text, fill], i) => ({ text, y: legend + 26 + 17 * i, size: 12, weight: 400, fill })),
  ];
  return { width, height, legend, texts, whole: legend + 26 + 17 * notes.length };
}

// A row of the signs of countries and the lines of kinds that are shown.
function drawLegend(pen, ratio, y) {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.globalAlpha = 1;
  pen.textBaseline = "middle";
  pen.font = `400 13px ${FONT}`;
  let x = SHEET.side;
  const word = (text, left) => {
    pen.fillStyle = drawing.colours.ink;
    pen.fillText(text, left, y);
    x = left + pen.measureText(text).width + 20;
  };
  for (const i of TOLD.countries ? new Set(nodes.filter((node) => node.shown).map((node) => node.country)) : []) {
    pen.fillStyle = drawing.colours.countries[i % SHAPES.length];
    pen.beginPath();
    trace(pen, shapeOf(i), x + 6, y, 5);
    pen.fill();
    word(named(data.countries[i].labels), x + 16);
  }
  for (const kind of TOLD.kinds && !common ? new Set(edges.filter((edge) => edge.shown).map((edge) => edge.kind)) : []) {
    pen.strokeStyle = drawing.colours.tie;
    pen.lineWidth = 2;
    pen.lineCap = capOf(kind);
    pen.setLineDash(dashOf(kind, 2));
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + 36, y);
    pen.stroke();
    word(named(data.kinds[kind].labels), x + 44);
  }
}

function svgFile() {
  const { width, height, legend, texts, whole } = sheetOf();
  const [pen, below] = [new SvgPen(), new SvgPen()];
  drawShown(pen, 1);
  drawLegend(below, 1, legend);
  const root = svg("svg", { xmlns: SVG, width, height: whole, viewBox: `0 0 ${width} ${whole}`, lang: TAGS[state.lang] },
    svg("title", {}, texts[0].text),
    svg("rect", { width, height: whole, fill: drawing.colours.ground }),
    svg("svg", { y: SHEET.head, width, height, viewBox: `0 0 ${width} ${height}` }, ...pen.parts),
    ...below.parts,
    ...texts.map(({ text, y, size, weight, fill }) => svg("text", {
      x: SHEET.side, y, fill, "font-family": FONT, "font-size": size, "font-weight": weight,
    }, text)));
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function pngFile(done) {
  const [{ width, height, legend, texts, whole }, ratio] = [sheetOf(), 2];
  const paper = el("canvas", { width: width * ratio, height: whole * ratio });
  const inner = el("canvas", { width: width * ratio, height: height * ratio });
  drawShown(inner.getContext("2d"), ratio);
  const on = paper.getContext("2d");
  on.fillStyle = drawing.colours.ground;
  on.fillRect(0, 0, paper.width, paper.height);
  on.drawImage(inner, 0, SHEET.head * ratio);
  drawLegend(on, ratio, legend);
  on.textBaseline = "alphabetic";
  for (const { text, y, size, weight, fill } of texts) {
    on.font = `${weight} ${size}px ${FONT}`;
    on.fillStyle = fill;
    on.fillText(text, SHEET.side, y);
  }
  paper.toBlob(done);
}

// The table that is open, with all of its rows in their order.
function tableFile() {
  const name = Object.keys(tables).find((one) => !$(`table-${one}`).hidden);
  const { columns, rows } = tableOf(name);
  const told = (column, item) => {
    const value = column.cell ? column.cell(item) : column.value(item);
    return typeof value === "object" ? column.value(item) : value;
  };
  return [name, savedFile.csv([columns.map(({ title }) => title), ...rows.map((item) => columns.map((column) => String(told(column, item) ?? "")))])];
}

function startFiles() {
  const button = (id, text, act) => el("button", { type: "button", id, onclick: act }, text);
  const files = drawing.network ? [
    button("save-png", "PNG", () => pngFile((blob) => blob && savedFile.save(blob, "network.png"))),
    button("save-svg", "SVG", () => savedFile.save(svgFile(), "network.svg")),
  ] : [];
  $("zoom").after(el("div", { class: "files", id: "files" }, ...files));
  $("tables").querySelector("[role=tablist]").after(el("p", { class: "files" }, button("save-csv", "CSV", () => {
    const [name, blob] = tableFile();
    savedFile.save(blob, `${name}.csv`);
  })));
}
