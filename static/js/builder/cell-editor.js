/** @file The one cell of a table that is written in. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { neighbour } from "./cell-keys.js";
import { say } from "./dialogs.js";

export class CellEditor {
  /** @param {import("./cell-grid.js").CellGrid} grid */
  constructor(grid) {
    this.grid = grid;
    /** @type {HTMLInputElement | null} */
    this.input = null;
    /** what the cell held when it was opened */
    this.before = "";
  }

  get isOpen() {
    return this.input !== null;
  }

  /** @param {string} [text] */
  open(text) {
    const { grid } = this;
    const { cell } = grid;
    if (!cell || this.input) return;
    const { row } = grid.at;
    const { key, title, lang } = grid.column;
    this.before = grid.source.cell(row, key);
    const input = h("input", { class: "cell-input", type: "text", autocomplete: "off", lang, "aria-label": t("{column}, row {number}", { column: title, number: row + 1 }), data: { field: `cell/${key}` }, on: { blur: () => this.close({ isKept: true }) } });
    input.value = text ?? this.before;
    this.input = input;
    cell.replaceChildren(input);
    input.focus({ preventScroll: true });
    if (text === undefined) input.select();
  }

  /** @param {{ isKept: boolean }} options @returns {boolean} false where it cannot be kept */
  close({ isKept }) {
    const { input, grid } = this;
    if (!input) return true;
    this.input = null;
    const hadFocus = document.activeElement === input;
    const isTaken = !isKept || this.#keep(input.value.trim());
    if (hadFocus) grid.focus();
    grid.refresh();
    return isTaken;
  }

  /** What others did to the cell in the meantime stays. @param {string} value */
  #keep(value) {
    const { grid } = this;
    if (grid.source.cell(grid.at.row, grid.column.key) === this.before) return grid.write(value);
    say(t("Somebody else has changed this cell in the meantime."), { tone: "caution" });
    return false;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if ((event.ctrlKey || event.metaKey) && /^[yz]$/i.test(event.key)) return event.stopPropagation(); // of the text, not of the draft
    if (event.isComposing || !["Enter", "Escape", "Tab", "F2"].includes(event.key)) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const isTaken = this.close({ isKept: event.key !== "Escape" });
    if (!isTaken || event.key === "Escape" || event.key === "F2") return undefined;
    if (event.key === "Tab") return this.#goOn(event.shiftKey ? -1 : 1);
    if (event.ctrlKey || event.metaKey) return this.grid.act("insert");
    return this.grid.goTo(this.grid.at.row + (event.shiftKey ? -1 : 1));
  }

  /** The next cell is opened at once; behind the last one a row is added. @param {1 | -1} by */
  #goOn(by) {
    const { grid } = this;
    const next = neighbour(grid.at, by, { rows: grid.source.count(), columns: grid.columns.length });
    if (!next && by > 0) return grid.act("insert");
    if (!next) return undefined;
    grid.goTo(next.row, next.column);
    grid.edit();
    return undefined;
  }
}
