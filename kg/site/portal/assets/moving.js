// @ts-check
"use strict";
/**
 * @typedef {{scale: number, x: number, y: number}} Where the scale of the sheet, and where its origin lies in the frame
 * @typedef {{canvas: HTMLCanvasElement, on: CanvasRenderingContext2D, where: Where, width: number, height: number, version: number}} Drawn
 * @typedef {{width: number, height: number, ratio: number}} Size
 */
// A picture of any size that moves: what is drawn already moves and stretches with the view, and is drawn anew in slices.
const movingPicture = (() => {
  const MOVING = 6; // milliseconds of a frame in which the view moves that go into drawing anew
  const RESTING = 24;
  const REST = 8; // frames without a move

  /**
   * @param {() => Size} size @param {() => Where} where
   * @param {(on: CanvasRenderingContext2D, where: Where) => Iterator<void>} draw yields wherever it may be interrupted
   */
  function of(size, where, draw) {
    /** @type {Drawn[]} */
    let spare = [];
    /** @type {Drawn | null} */
    let front = null;
    /** @type {Drawn | null} the widest view that was drawn: it shows where the front does not reach */
    let whole = null;
    /** @type {{drawn: Drawn, steps: Iterator<void>} | null} */
    let job = null;
    let version = 1;
    let last = { scale: 0, x: 0, y: 0 };
    let stood = 0;

    /** @param {Where} one @param {Where} other */
    const same = (one, other) => one.scale === other.scale && one.x === other.x && one.y === other.y;

    /** @param {Drawn} drawn @param {Where} now @returns {number[]} where it lies in the frame: left, top, growth */
    function lies({ where: then }, now) {
      const grown = now.scale / then.scale;
      return [now.x - then.x * grown, now.y - then.y * grown, grown];
    }

    /** @param {Drawn} drawn @param {Where} now */
    function covers(drawn, now) {
      const [x, y, grown] = lies(drawn, now);
      return x <= 0 && y <= 0 && x + drawn.width * grown >= drawn.width && y + drawn.height * grown >= drawn.height;
    }

    /** @param {Drawn} drawn @param {Where} now @returns {boolean} whether it will do as long as the view moves */
    function serves(drawn, now) {
      const [x, y, grown] = lies(drawn, now);
      const { width, height } = drawn;
      return grown > 0.7 && grown < 1.8 && x < width / 3 && y < height / 3 && x + width * grown > width * 2 / 3 && y + height * grown > height * 2 / 3;
    }

    /** @param {Where} now */
    function begin(now) {
      const { width, height, ratio } = size();
      if (job) spare.push(job.drawn);
      let drawn = spare.pop();
      if (!drawn) {
        const canvas = document.createElement("canvas");
        const on = canvas.getContext("2d", { willReadFrequently: true });
        if (!on) return;
        drawn = { canvas, on, where: now, width, height, version };
      }
      [drawn.canvas.width, drawn.canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      Object.assign(drawn, { where: now, width, height, version });
      job = { drawn, steps: draw(drawn.on, now) };
    }

    function finish() {
      if (!job) return;
      const { drawn } = job;
      job = null;
      const old = new Set([front, whole]);
      front = drawn;
      if (!whole || whole.version !== version || drawn.where.scale <= whole.where.scale * 1.01) whole = drawn;
      for (const each of old) if (each && each !== front && each !== whole) spare.push(each);
      spare = spare.slice(0, 2);
    }

    /** @param {CanvasRenderingContext2D} on @param {Drawn} drawn @param {Where} now @param {number} ratio */
    function show(on, drawn, now, ratio) {
      const [x, y, grown] = lies(drawn, now);
      on.drawImage(drawn.canvas, x * ratio, y * ratio, drawn.width * grown * ratio, drawn.height * grown * ratio);
    }

    /**
     * One frame: draws on for a while, and shows what there is.
     * @param {CanvasRenderingContext2D} on in its own pixels @returns {boolean} whether it is done and at rest
     */
    function frame(on) {
      const now = where();
      const start = performance.now();
      stood = same(now, last) ? stood + 1 : 0;
      last = now;
      const rests = stood >= REST || !front;
      if (job && (job.drawn.version !== version || (rests && !same(job.drawn.where, now)))) begin(now);
      if (!job && (!front || front.version !== version || !(rests ? same(front.where, now) : serves(front, now)))) begin(now);
      // drawing is only noted down until a pixel is read, so that is what makes it be done and measured
      while (job && performance.now() - start < (rests ? RESTING : MOVING)) {
        const done = job.steps.next().done;
        job.drawn.on.getImageData(0, 0, 1, 1);
        if (done) finish();
      }
      const { ratio } = size();
      on.setTransform(1, 0, 0, 1, 0, 0);
      const best = front ?? job?.drawn;
      if (whole && whole !== front && !(best && covers(best, now))) show(on, whole, now, ratio);
      if (best) show(on, best, now, ratio);
      return !job && front !== null && same(front.where, now);
    }

    return { frame, renew: () => { version += 1; } };
  }

  return { of };
})();
