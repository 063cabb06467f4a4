/** @file The keys of the outline: moving, choosing, changing the order, finding by typing. */

import { isContainer } from "./tree.js";

/** @typedef {import("./outline.js").Outline} Outline */

const FORGET_MS = 900;

export class OutlineKeys {
  /** @param {Outline} outline */
  constructor(outline) {
    this.outline = outline;
    this.app = outline.app;
    this.typed = "";
    this.anchor = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.forget = undefined;
    outline.tree.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event));
    outline.tree.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#onClick(event));
    outline.tree.addEventListener("dblclick", () => this.app.edit());
    this.pointers = 0;
    outline.tree.addEventListener("pointerdown", () => { this.pointers = 1; });
    addEventListener("pointerup", () => { this.pointers = 0; });
    outline.tree.addEventListener("focusin", (/** @type {FocusEvent} */ event) => this.#onFocus(event));
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    const id = rowId(event.target);
    if (id && !this.app.selectedNodes().length && this.pointers === 0) this.#choose(id);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const id = rowId(event.target);
    if (!id) return;
    if (event.target instanceof Element && event.target.closest("[data-fold]")) return this.outline.fold(id, !this.outline.folded.has(id));
    if (event.shiftKey) this.#extend(id);
    else if (event.ctrlKey || event.metaKey) this.#toggle(id);
    else this.#choose(id);
    this.outline.focus();
    return undefined;
  }

  /** @param {string} id */
  #choose(id) {
    this.anchor = id;
    this.app.select([id]);
  }

  /** @param {string} id */
  #extend(id) {
    const all = this.outline.between(this.anchor || this.app.active, id);
    this.app.select(all, id);
  }

  /** @param {string} id */
  #toggle(id) {
    const { selection } = this.app;
    const rest = selection.includes(id) ? selection.filter((one) => one !== id) : [...selection.filter((one) => one !== "document"), id];
    this.anchor = id;
    this.app.select(rest.length ? rest : [id], id);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const act = this.#act(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | null} */
  #act(event) {
    const { key, altKey, shiftKey } = event;
    const isControl = event.ctrlKey || event.metaKey;
    const { app, outline } = this;
    if (altKey && key.startsWith("Arrow")) return () => app.rearrange(/** @type {any} */ ({ ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" })[key]);
    if (isControl && key.toLowerCase() === "d") return () => app.duplicate();
    if (isControl && key.toLowerCase() === "a") return () => app.select(outline.rows.map((row) => row.node.id), app.active);
    if (isControl || altKey) return null;
    if (key === "ArrowDown") return () => this.#go(1, shiftKey);
    if (key === "ArrowUp") return () => this.#go(-1, shiftKey);
    if (key === "Home") return () => this.#go(-Infinity, shiftKey);
    if (key === "End") return () => this.#go(Infinity, shiftKey);
    if (key === "PageDown") return () => this.#go(10, shiftKey);
    if (key === "PageUp") return () => this.#go(-10, shiftKey);
    if (key === "ArrowRight") return () => this.#open();
    if (key === "ArrowLeft") return () => this.#close();
    if (key === "Enter" || key === "F2") return () => app.edit();
    if (key === "Delete" || key === "Backspace") return () => app.remove();
    if (key === "/" || key === "Insert") return () => app.openPalette();
    if (key === "?") return () => app.showKeys();
    if (key === " ") return () => (this.typed ? this.#type(" ") : this.#toggle(app.active));
    return key.length === 1 ? () => this.#type(key) : null;
  }

  /** @param {number} by @param {boolean} extends_ */
  #go(by, extends_) {
    const { rows, activeRow } = this.outline;
    const next = rows[Math.max(0, Math.min(rows.length - 1, activeRow + by))];
    if (!next) return;
    if (extends_) this.#extend(next.node.id);
    else this.#choose(next.node.id);
    this.outline.focus();
  }

  #open() {
    const row = this.outline.rows[this.outline.activeRow];
    if (!row || !isContainer(row.node)) return;
    if (row.isOpen) this.#go(1, false);
    else this.outline.fold(row.node.id, false);
  }

  #close() {
    const row = this.outline.rows[this.outline.activeRow];
    if (!row) return;
    if (row.isOpen) return this.outline.fold(row.node.id, true);
    if (!row.parent) return;
    this.#choose(row.parent);
    this.outline.focus();
  }

  /** @param {string} sign */
  #type(sign) {
    clearTimeout(this.forget);
    this.forget = setTimeout(() => { this.typed = ""; }, FORGET_MS);
    const isFirst = this.typed === "";
    this.typed += sign;
    const { rows, activeRow } = this.outline;
    // Further letters narrow the search down from where it began, so the present row may stay.
    const from = isFirst ? this.app.active : rows[Math.max(0, activeRow - 1)]?.node.id ?? "";
    this.outline.jumpTyped(this.typed, from);
  }
}

/** @param {EventTarget | null} target */
export function rowId(target) {
  const row = target instanceof Element ? target.closest("[role=treeitem]") : null;
  return row instanceof HTMLElement ? row.dataset.id ?? "" : "";
}
