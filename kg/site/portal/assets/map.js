// @ts-check
"use strict";
// The live map: its view, kept in the address; filters, pointer, keys, pictures to take away.
(() => {
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);
  const { told, places, regions, kinds } = tiesMap;
  const { words } = told;
  const figure = $("map");
  const still = figure.querySelector("svg");
  const canvas = document.createElement("canvas");
  const tip = document.createElement("p");
  const heard = document.createElement("p");
  const context = canvas.getContext("2d");
  if (!context) return;
  /** @param {string} text @param {Letters} letters */
  const measure = (text, letters) => {
    context.font = mapPens.font(letters);
    return context.measureText(text).width;
  };
  const MOST = 40;

  let view = tiesMap.read(location.hash);
  /** @type {Shown[]} */
  let shown = [];
  /** @type {Scene} */
  let scene = { items: places, lines: [], counts: [], isRolled: false, item: -1, line: null, levels: new Map() };
  /** @type {At} */
  let at = whole();
  let awaits = 0;
  let rests = 0;
  const size = () => ({ ...frame(), ratio: Math.min(3, devicePixelRatio || 1) });
  const moving = movingPicture.of(size, () => mapPicture.placed(frame(), at), (on) => mapPicture.draw(mapPens.canvas(on, size().ratio), scene, frame(), at, measure));

  function whole() {
    return { k: 1, x: told.width / 2, y: told.height / 2 };
  }

  /** @returns {Frame} */
  const frame = () => ({ x: 0, y: 0, width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 });

  /** @param {At} wanted keeps the map in its frame */
  function go(wanted) {
    const k = Math.min(MOST, Math.max(1, wanted.k));
    const { width, height } = frame();
    const [wide, high] = [told.width / k / 2, told.width / k / 2 * height / width];
    const inside = (/** @type {number} */ value, /** @type {number} */ half, /** @type {number} */ all) =>
      half * 2 >= all ? all / 2 : Math.min(all - half, Math.max(half, value));
    at = { k, x: inside(wanted.x, wide, told.width), y: inside(wanted.y, high, told.height) };
    canvas.style.touchAction = k > 1 ? "none" : "pan-y";
    view.at = k > 1.001 ? [at.k, at.x, at.y] : null;
    show();
  }

  /** @param {number} factor @param {number} [px] @param {number} [py] the point that stays where it is */
  function zoom(factor, px = frame().width / 2, py = frame().height / 2) {
    const k = Math.min(MOST, Math.max(1, at.k * factor));
    const { scale, x, y } = mapPicture.placed(frame(), at);
    const [mx, my] = [(px - x) / scale, (py - y) / scale];
    const ratio = at.k / k;
    go({ k, x: mx + (at.x - mx) * ratio, y: my + (at.y - my) * ratio });
  }

  /** What is shown has changed, and not only its place. */
  function paint() {
    moving.renew();
    show();
  }

  function show() {
    if (!awaits) awaits = requestAnimationFrame(() => {
      awaits = 0;
      const { width, height, ratio } = size();
      if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
      if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
      delete document.documentElement.dataset.map;
      if (!context || !moving.frame(context)) return show();
      const { ties = 0, lines = 0 } = scene.merged ?? {};
      $("map-merged").textContent = lines ? mapPanel.filled(words.merged, { n: mapPanel.ties(ties), lines: mapPanel.numbers.format(lines) }) : "";
      document.documentElement.dataset.map = "drawn";
    });
  }

  /** Build what is shown from the view, and say it in words, legend and list. */
  function rebuild() {
    const { shown: found, byKind, bySteps } = tiesMap.chosen(view);
    shown = found;
    const isRolled = view.mode === "regions";
    const rolled = isRolled ? tiesMap.rolled(shown) : null;
    const lines = rolled ? rolled.lines : tiesMap.single(shown);
    const counts = rolled ? rolled.counts : places.map(() => 0);
    if (!rolled) for (const { tie } of shown) for (const end of new Set([tie.a, tie.b])) counts[end] += 1;
    scene = { items: isRolled ? regions : places, lines, counts, isRolled, item: -1, line: null, levels: new Map() };
    choose(scene.items.findIndex((item) => item.id === view.place), lines.find((line) => named(line) === view.tie && view.tie !== "") ?? null);
    const certain = shown.filter((each) => each.certain).length;
    $("map-total").textContent = shown.length ? totals(certain) : words.none;
    for (const [number, [code]] of kinds.entries()) put(`[data-kind="${CSS.escape(code)}"]`, byKind[number]);
    bySteps.forEach((count, step) => put(`[data-step="${step}"]`, count));
    $("map-decades").hidden = isRolled;
    shades(counts, isRolled);
    const numbers = new Set(shown.map(({ tie }) => tie.index));
    for (const row of $("map-table").tBodies[0].rows) row.hidden = !numbers.has(Number(row.dataset.tie));
  }

  /** @param {number} certain */
  function totals(certain) {
    const state = view.year === null ? words.state_today : mapPanel.filled(words.state, { year: view.year });
    const possible = shown.length > certain ? mapPanel.filled(words.possible, { n: mapPanel.numbers.format(shown.length - certain) }) : "";
    return [`${state}${words.colon}${mapPanel.ties(certain)}`, possible].filter(Boolean).join(words.comma);
  }

  /** @param {string} selector @param {number} count */
  function put(selector, count) {
    const place = document.querySelector(selector);
    if (place) place.textContent = mapPanel.numbers.format(count);
  }

  /** @param {number[]} counts @param {boolean} isRolled the legend of shaded regions */
  function shades(counts, isRolled) {
    const legend = $("map-shades");
    legend.hidden = !isRolled;
    legend.replaceChildren();
    const most = Math.max(1, ...counts);
    for (const count of new Set([1, Math.ceil(most / 4), Math.ceil(most / 2), most])) {
      const box = document.createElement("span");
      box.style.background = mapPicture.colour("shade");
      box.style.opacity = String(mapPicture.shade(count, most));
      const line = mapPanel.element("li", "");
      line.append(box, ` ${mapPanel.ties(count)}`);
      legend.append(line);
    }
  }

  /** @param {Line} line the name of a line in the address */
  const named = (line) => scene.isRolled ? `${scene.items[line.a].id}.${scene.items[line.b].id}` : line.ties[0].tie.id;

  /** @param {number} item @param {Line | null} line */
  function choose(item, line) {
    scene.item = item;
    scene.line = item < 0 ? line : null;
    view.place = item < 0 ? "" : scene.items[item].id;
    view.tie = scene.line ? named(scene.line) : "";
    mapPanel.show($("map-panel"), scene, shown, () => {
      choose(-1, null);
      keep(true);
      canvas.focus();
    });
    paint();
  }

  /** @param {boolean} [isStep] whether the reader can go back to before it */
  function keep(isStep) {
    const fragment = tiesMap.written(view);
    if (fragment === location.hash.slice(1)) return;
    const address = fragment ? `#${fragment}` : location.pathname.replace(/.*\//, "") + location.search;
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** Show in the controls what the view holds. */
  function tellControls() {
    $("map-year").value = String(view.year ?? told.today);
    tellYear();
    for (const box of document.querySelectorAll("#map-kinds input")) {
      const input = /** @type {HTMLInputElement} */ (box);
      input.checked = view.kinds.has(input.value);
    }
    const form = $("map-filters");
    for (const name of /** @type {const} */ (["level", "sphere", "border", "status", "witnesses"])) form.elements[name].value = view[name];
    if (["level", "sphere", "border", "status", "witnesses"].some((name) => view[/** @type {"level"} */ (name)])) form.closest("details").open = true;
    for (const input of document.querySelectorAll("input[name=mode]")) {
      const radio = /** @type {HTMLInputElement} */ (input);
      radio.checked = radio.value === view.mode;
    }
  }

  function tellYear() {
    const year = view.year ?? words.today;
    $("map-year-told").textContent = String(year);
    $("map-year").setAttribute("aria-valuetext", String(year));
  }

  function restore() {
    view = tiesMap.read(location.hash);
    tellControls();
    const [k, x, y] = view.at ?? [1, 0, 0];
    rebuild();
    go(view.at ? { k, x, y } : whole());
  }

  /** @param {{clientX: number, clientY: number}} event */
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function controls() {
    const form = $("map-filters");
    form.addEventListener("change", () => {
      for (const name of /** @type {const} */ (["level", "sphere", "border", "status", "witnesses"])) view[name] = form.elements[name].value;
      rebuild();
      keep(true);
    });
    form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("change"))));
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    $("map-kinds").addEventListener("change", () => {
      view.kinds = new Set([...document.querySelectorAll("#map-kinds input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value));
      rebuild();
      keep(true);
    });
    document.querySelector(".map-modes")?.addEventListener("change", (event) => {
      view.mode = /** @type {HTMLInputElement} */ (event.target).value;
      view.place = view.tie = "";
      rebuild();
      keep(true);
    });
    $("map-year").addEventListener("input", () => {
      const year = Number($("map-year").value);
      view.year = year === told.today ? null : year;
      tellYear();
      rebuild();
    });
    $("map-year").addEventListener("change", () => keep(true));
    for (const [id, act] of /** @type {[string, () => void][]} */ ([["map-in", () => zoom(1.6)], ["map-out", () => zoom(1 / 1.6)], ["map-all", () => go(whole())]])) {
      $(id).addEventListener("click", () => {
        act();
        keep(true);
      });
    }
    $("map-svg").addEventListener("click", () => {
      const { width, height, paint: draw } = sheet();
      const made = mapPens.svg(width, height, told.title, told.tag);
      draw(made);
      save(new Blob([made.done()], { type: "image/svg+xml" }), "svg");
    });
    $("map-png").addEventListener("click", () => {
      const { width, height, paint: draw } = sheet();
      const paper = document.createElement("canvas");
      [paper.width, paper.height] = [width * 2, height * 2];
      const on = paper.getContext("2d");
      if (!on) return;
      draw(mapPens.canvas(on, 2));
      paper.toBlob((blob) => blob && save(blob, "png"));
    });
  }

  /** The picture of what is shown, with its title, date, legend, source and licence. */
  function sheet() {
    const [width, side, head] = [1200, 24, 70];
    const { width: wide, height: high } = frame();
    const height = Math.round(width * high / wide);
    const ink = mapPicture.colour("ink");
    const muted = mapPicture.colour("muted");
    const colours = scene.isRolled ? [] : told.decades.map((/** @type {string} */ name, /** @type {number} */ step) => [name, `d${step}`]);
    const lines = scene.isRolled ? [] : kinds.filter(([code]) => view.kinds.has(code));
    /** @param {Pen} on */
    const draw = (on) => {
      on.view(1, 0, 0);
      on.path(`M0,0h${width}v${head + height + 124}h${-width}z`, { fill: mapPicture.colour("paper") });
      on.text(side, 34, told.title, { size: 24, fill: ink, bold: true });
      on.text(side, 57, $("map-total").textContent, { size: 15, fill: muted });
      for (const _step of mapPicture.draw(on, scene, { x: 0, y: head, width, height }, at, measure));
      on.view(1, 0, 0);
      let x = side;
      for (const [code, name] of lines) {
        on.path(`M${x},${head + height + 24}h32`, { stroke: ink, width: 2, dash: mapPicture.DASHES[code] ?? mapPicture.OTHER });
        on.text(x + 40, head + height + 29, name, { size: 14, fill: ink });
        x += 64 + measure(name, { size: 14, fill: ink });
      }
      x = side;
      for (const [name, colour] of colours) {
        on.path(`M${x},${head + height + 52}h24`, { stroke: mapPicture.colour(colour), width: 4 });
        on.text(x + 32, head + height + 57, name, { size: 14, fill: ink });
        x += 56 + measure(name, { size: 14, fill: ink });
      }
      if (scene.isRolled) on.text(side, head + height + 29, words.rolled, { size: 14, fill: ink });
      for (const [row, line] of told.source.entries()) on.text(side, head + height + 90 + 17 * row, line, { size: 12, fill: muted });
    };
    return { width, height: head + height + 124, paint: draw };
  }

  /** @param {Blob} blob @param {string} end */
  const save = (blob, end) => savedFile.save(blob, `ties-${view.year ?? told.today}.${end}`);

  function pointer() {
    /** @type {Map<number, number[]>} */
    const down = new Map();
    let moved = 0;
    canvas.addEventListener("pointerdown", (event) => {
      down.set(event.pointerId, point(event));
      moved = 0;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const here = point(event);
      const last = down.get(event.pointerId);
      if (!last) return hover(event, here);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      down.set(event.pointerId, here);
      moved += Math.hypot(here[0] - last[0], here[1] - last[1]);
      const { scale } = mapPicture.placed(frame(), at);
      if (other) {
        const [before, now] = [Math.hypot(last[0] - other[0], last[1] - other[1]), Math.hypot(here[0] - other[0], here[1] - other[1])];
        if (before > 0) zoom(now / before, (here[0] + other[0]) / 2, (here[1] + other[1]) / 2);
      } else if (at.k > 1 && moved > 4) go({ k: at.k, x: at.x - (here[0] - last[0]) / scale, y: at.y - (here[1] - last[1]) / scale });
    });
    const up = (/** @type {PointerEvent} */ event) => {
      if (!down.delete(event.pointerId) || down.size) return;
      if (moved > 4) keep(false);
      else if (event.type === "pointerup") click(event);
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
    canvas.addEventListener("dblclick", (event) => zoom(2, ...point(event)));
    canvas.addEventListener("wheel", (event) => {
      if (at.k <= 1 && event.deltaY > 0) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), ...point(event));
      clearTimeout(rests);
      rests = setTimeout(keep, 250);
    }, { passive: false });
  }

  /** @param {PointerEvent} event */
  function click(event) {
    const reach = event.pointerType === "touch" ? 18 : 7;
    const [x, y] = point(event);
    const line = mapPicture.lineAt(scene, frame(), at, x, y, reach / 2);
    const item = mapPicture.itemAt(scene, frame(), at, x, y, reach);
    choose(item >= 0 || !line ? item : -1, line);
    keep(true);
  }

  /** @param {PointerEvent} event @param {number[]} here */
  function hover(event, [x, y]) {
    if (event.pointerType === "touch") return;
    const item = mapPicture.itemAt(scene, frame(), at, x, y, 5);
    const line = item < 0 ? mapPicture.lineAt(scene, frame(), at, x, y, 4) : null;
    canvas.style.cursor = item >= 0 || line ? "pointer" : at.k > 1 ? "grab" : "default";
    tip.hidden = item < 0 && !line;
    if (tip.hidden) return;
    tip.textContent = item >= 0 ? heading(item) : line ? lineTold(line) : "";
    tip.style.left = `${Math.min(x + 14, frame().width - tip.offsetWidth - 4)}px`;
    tip.style.top = `${y > 60 ? y - tip.offsetHeight - 10 : y + 18}px`;
  }

  /** @param {number} item */
  const heading = (item) => `${scene.items[item].name}${words.colon}${mapPanel.ties(scene.counts[item])}`;
  /** @param {Line} line */
  const lineTold = (line) => mapPanel.filled(words.between, { a: scene.items[line.a].name, b: scene.items[line.b].name })
    + words.colon + (scene.isRolled ? mapPanel.ties(line.ties.length) : `${kinds[line.ties[0].tie.kind][1]}${words.comma}${line.ties[0].tie.since}`);

  /** @param {number} dx @param {number} dy the nearest place in a direction; without one chosen, that with the most ties */
  function step(dx, dy) {
    const { scale, x, y } = mapPicture.placed(frame(), at);
    const here = scene.items[scene.item];
    const seen = mapPicture.visible(scene, frame(), at);
    let found = seen[0]?.item;
    let best = Infinity;
    if (here) for (const { item } of seen) {
      const [ax, ay] = [item.x - here.x, item.y - here.y];
      const along = ax * dx + ay * dy;
      const cost = Math.hypot(ax, ay) + 2 * Math.abs(ax * dy - ay * dx);
      if (along > 0.01 && cost < best) [best, found] = [cost, item];
    }
    if (!found || (here && best === Infinity)) return;
    choose(found.index, null);
    const [px, py] = [found.x * scale + x, found.y * scale + y];
    if (px < 20 || py < 20 || px > frame().width - 20 || py > frame().height - 20) go({ k: at.k, x: found.x, y: found.y });
    heard.textContent = heading(found.index);
  }

  function keys() {
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const far = told.width / at.k / 8;
      const shift = (/** @type {number} */ dx, /** @type {number} */ dy) =>
        event.shiftKey ? go({ k: at.k, x: at.x + dx * far, y: at.y + dy * far }) : step(dx, dy);
      /** @type {Record<string, () => void>} */
      const acts = {
        ArrowLeft: () => shift(-1, 0), ArrowRight: () => shift(1, 0), ArrowUp: () => shift(0, -1), ArrowDown: () => shift(0, 1),
        "+": () => zoom(1.6), "=": () => zoom(1.6), "-": () => zoom(1 / 1.6), 0: () => go(whole()),
        Enter: () => { if (!$("map-panel").hidden) $("map-panel").focus(); },
        Escape: () => choose(-1, null),
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
      keep(false);
    });
    $("map-panel").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      choose(-1, null);
      keep(true);
      canvas.focus();
    });
  }

  function start() {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", told.title);
    canvas.setAttribute("aria-describedby", "map-keys");
    tip.className = "map-tip";
    tip.hidden = true;
    heard.className = "unseen";
    heard.setAttribute("role", "status");
    still.replaceWith(canvas);
    canvas.parentElement?.append(tip, heard);
    for (const id of ["map-bar", "map-tools", "map-files", "map-keys"]) $(id).hidden = false;
    for (const box of document.querySelectorAll("#map-kinds input")) /** @type {HTMLElement} */ (box).hidden = false;
    controls();
    pointer();
    keys();
    addEventListener("popstate", restore);
    addEventListener("hashchange", restore);
    new ResizeObserver(() => {
      moving.renew();
      go(at);
    }).observe(canvas);
    const recolour = () => {
      mapPicture.recolour();
      paint();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    new MutationObserver(recolour).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    restore();
  }

  start();
})();
