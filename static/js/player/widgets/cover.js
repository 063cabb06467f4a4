/** @file Covering faces and number plates in a photo, by finger or keys, before it leaves the device. */

import { h, icon } from "../dom.js";
import { t } from "../texts.js";
import { bytesOf } from "./image.js";

/** So many squares along the longer side: large enough that nobody can be told from one. */
const SQUARES = 28;
/** The middle of a finger covers its square and the ones around. */
const AROUND = [-1, 0, 1];
/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Squares over a picture; a covered one shows nothing but its average colour. */
class Mosaic {
  /** @param {ImageBitmap} bitmap @param {HTMLCanvasElement} canvas */
  constructor(bitmap, canvas) {
    this.bitmap = bitmap;
    this.canvas = canvas;
    this.side = Math.ceil(Math.max(bitmap.width, bitmap.height) / SQUARES);
    this.columns = Math.ceil(bitmap.width / this.side);
    this.rows = Math.ceil(bitmap.height / this.side);
    /** one set of squares for each stroke @type {Set<number>[]} */
    this.strokes = [];
    /** where the keys are @type {[number, number]} */
    this.at = [Math.floor(this.columns / 2), Math.floor(this.rows / 2)];
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    this.colours = this.#averages();
    this.draw();
  }

  #averages() {
    const small = h("canvas", { width: this.columns, height: this.rows });
    const pen = small.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.drawImage(this.bitmap, 0, 0, this.bitmap.width / this.side, this.bitmap.height / this.side);
    return pen.getImageData(0, 0, this.columns, this.rows).data;
  }

  /** @param {number} column @param {number} row */
  cover(column, row) {
    const stroke = this.strokes[this.strokes.length - 1];
    for (const down of AROUND) for (const right of AROUND) {
      const [x, y] = [column + right, row + down];
      if (x >= 0 && y >= 0 && x < this.columns && y < this.rows) stroke.add(y * this.columns + x);
    }
    this.draw();
  }

  draw({ cursor = false } = {}) {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const { side, columns, colours } = this;
    pen.drawImage(this.bitmap, 0, 0);
    for (const square of new Set(this.strokes.flatMap((stroke) => [...stroke]))) {
      const [red, green, blue] = colours.subarray(square * 4);
      pen.fillStyle = `rgb(${red} ${green} ${blue})`;
      pen.fillRect((square % columns) * side, Math.floor(square / columns) * side, side, side);
    }
    if (!cursor) return;
    const [x, y] = this.at.map((each) => (each - 1) * side);
    for (const [style, width] of /** @type {[string, number][]} */ ([["#ffffff", side / 4], ["#101010", side / 8]])) {
      Object.assign(pen, { strokeStyle: style, lineWidth: width });
      pen.strokeRect(x, y, side * 3, side * 3);
    }
  }
}

/** Shows the photo large; `keep` gets the bytes with everything covered. @param {import("../frame.js").Frame} frame @param {ArrayBuffer} bytes @param {(bytes: ArrayBuffer) => void} keep */
export async function coverIn(frame, bytes, keep) {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = h("canvas", { class: "cover-canvas", tabindex: 0, role: "application", "aria-label": t("The photo: arrow keys move the frame, Space covers what is in it") });
  const told = h("p", { class: "visually-hidden", role: "status" });
  const mosaic = new Mosaic(bitmap, canvas);
  const button = (/** @type {string} */ kind, /** @type {string} */ words, /** @type {() => void} */ click, sign = "") =>
    h("button", { type: "button", class: `button ${kind}`, on: { click } }, sign ? icon(sign) : null, words);
  const undo = button("button-quiet", t("Undo"), takeBack, "rotate-ccw");
  const done = button("button-primary", t("Use this photo"), () => void use());
  frame.show(h("h2", { text: t("Cover faces and number plates") }), h("p", { text: t("Draw over what nobody needs to see. What you cover is gone for good, before anything is sent.") }),
    canvas, told, h("div", { class: "dialog-acts" }, undo, button("button-secondary", t("Cancel"), () => frame.dialog.close()), done));
  frame.dialog.addEventListener("close", () => bitmap.close(), { once: true });
  draws(canvas, mosaic, refresh);
  steps(canvas, mosaic, refresh, (/** @type {string} */ words) => (told.textContent = words));
  refresh();
  canvas.focus();

  function refresh() {
    undo.disabled = done.disabled = !mosaic.strokes.length;
  }

  function takeBack() {
    mosaic.strokes.pop();
    mosaic.draw();
    refresh();
    canvas.focus();
  }

  async function use() {
    mosaic.draw();
    const made = await bytesOf(canvas, "image/jpeg");
    frame.dialog.close();
    keep(made);
  }
}

/** @param {HTMLCanvasElement} canvas @param {Mosaic} mosaic @param {() => void} onStroke */
function draws(canvas, mosaic, onStroke) {
  let drawing = false;
  const paint = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    const square = (canvas.width / box.width) / mosaic.side;
    mosaic.cover(Math.floor((event.clientX - box.left) * square), Math.floor((event.clientY - box.top) * square));
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    mosaic.strokes.push(new Set());
    paint(event);
    onStroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drawing) for (const one of event.getCoalescedEvents?.() ?? [event]) paint(one);
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, () => (drawing = false));
}

/** @param {HTMLCanvasElement} canvas @param {Mosaic} mosaic @param {() => void} onStroke @param {(words: string) => void} tell */
function steps(canvas, mosaic, onStroke, tell) {
  canvas.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step && event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (step) mosaic.at = [clamp(mosaic.at[0] + step[0], mosaic.columns), clamp(mosaic.at[1] + step[1], mosaic.rows)];
    else {
      mosaic.strokes.push(new Set());
      mosaic.cover(...mosaic.at);
      onStroke();
    }
    mosaic.draw({ cursor: true });
    const place = { column: mosaic.at[0] + 1, row: mosaic.at[1] + 1 };
    tell(step ? t("Column {column}, row {row}", place) : t("Column {column}, row {row}: covered", place));
  });
  canvas.addEventListener("blur", () => mosaic.draw());
  canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible")) mosaic.draw({ cursor: true }); });
}

/** @param {number} value @param {number} count */
const clamp = (value, count) => Math.max(0, Math.min(count - 1, value));
