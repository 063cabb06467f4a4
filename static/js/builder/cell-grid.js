/** @file A table whose cells are moved through and changed like those of a spreadsheet. Only the rows in sight are in the page. */

import { freshId, h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { CellEditor } from "./cell-editor.js";
import { actOf, moved } from "./cell-keys.js";
import { button, iconButton, say } from "./dialogs.js";
import { windowOf } from "./rows.js";
import { cellsOf } from "./table-text.js";

/** @typedef {{ key: string, title: string, lang?: string, isFixed: boolean, isNamed?: boolean }} Column `isFixed`: it cannot be taken away; `isNamed`: nor called anything else */
/**
 * What the cells are: the rows of a csv file, or the choices of a list. `set` and `paste` say why not, or "".
 * @typedef {{ name: string, columns: () => Column[], count: () => number, cell: (row: number, key: string) => string, isWrong?: (row: number) => boolean,
 *   set: (row: number, key: string, value: string) => string, insert: (at: number) => void, remove: (row: number) => void, move: (row: number, to: number) => void,
 *   addColumn: () => void, renameColumn: (key: string) => void, removeColumn: (key: string) => void, paste: (row: number, keys: string[], cells: string[][]) => string, acts?: (row: () => number) => HTMLElement[] }} Source
 */

const ROW_PX = 36;
const TOUCH_ROW_PX = 46;

export class CellGrid {
  /** @param {import("./builder.js").Builder} app @param {Source} source */
  constructor(app, source) {
    this.app = app;
    this.source = source;
    this.id = freshId("grid");
    this.at = { row: 0, column: 0 };
    this.columns = source.columns();
    this.editor = new CellEditor(this);
    this.rowPx = matchMedia("(pointer: coarse), (max-width: 64rem)").matches ? TOUCH_ROW_PX : ROW_PX;
    this.count = h("p", { class: "small muted", role: "status" });
    this.table = h("table", { class: "table table-dense cell-grid", role: "grid", tabindex: 0, "aria-label": t("Rows of {name}", { name: source.name }), "aria-describedby": `${this.id}-keys`, "aria-readonly": String(!app.mayEdit) });
    this.table.style.setProperty("--cell-row", `${this.rowPx}px`);
    this.window = h("div", { class: "table-window", on: { scroll: () => this.#onScroll() } }, this.table);
    this.element = h("div", { class: "stack stack-tight" }, this.count, app.mayEdit ? this.#tools() : null, this.window, app.mayEdit ? h("p", { class: "field-hint", id: `${this.id}-keys`, text: KEYS() }) : null);
    this.table.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event));
    this.table.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#onClick(event));
    this.table.addEventListener("dblclick", () => this.edit());
    this.table.addEventListener("copy", (/** @type {ClipboardEvent} */ event) => this.#onCopy(event));
    this.table.addEventListener("paste", (/** @type {ClipboardEvent} */ event) => this.#onPaste(event));
    this.refresh();
  }

  #tools() {
    const row = () => this.at.row;
    const tool = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {string} */ act) => iconButton(label, sign, () => this.act(act), { data: { tool: act } });
    this.nameColumn = iconButton(t("Rename the column"), "pencil", () => this.source.renameColumn(this.column.key));
    this.dropColumn = iconButton(t("Delete the column"), "x", () => this.#removeColumn());
    return h("div", { class: "grid-tools", role: "group", "aria-label": t("Rows and columns") },
      button(t("Add a row"), () => this.act("insert"), { kind: "quiet", sign: "plus", data: { tool: "insert" } }), tool(t("Delete the row"), "trash-2", "remove"), tool(t("Row up"), "arrow-up", "up"), tool(t("Row down"), "arrow-down", "down"),
      button(t("Add a column"), () => this.source.addColumn(), { kind: "quiet", sign: "table" }), this.nameColumn, this.dropColumn, ...(this.source.acts?.(row) ?? []));
  }

  get column() {
    return this.columns[this.at.column];
  }

  refresh() {
    if (this.editor.isOpen) return;
    this.columns = this.source.columns();
    this.count.textContent = t("Rows: {count}", { count: this.source.count() });
    this.table.style.setProperty("--columns", String(this.columns.length));
    this.at = { row: Math.max(0, Math.min(this.at.row, this.source.count() - 1)), column: Math.max(0, Math.min(this.at.column, this.columns.length - 1)) };
    this.#draw();
    requestAnimationFrame(() => this.#draw()); // where it was not in the page yet, it has its height now
  }

  /** The rows in sight; what is above and below is empty space of the same height. */
  #draw() {
    if (this.editor.isOpen) return;
    const { columns, rowPx } = this;
    const count = this.source.count();
    const [from, to] = windowOf(count, this.window.scrollTop, this.window.clientHeight || 400, rowPx);
    const space = (/** @type {number} */ rows) => {
      const row = h("tr", { class: "table-space", "aria-hidden": "true" }, h("td", { colspan: columns.length + 1 }));
      row.style.setProperty("height", `${rows * rowPx}px`);
      return rows ? row : "";
    };
    this.table.setAttribute("aria-rowcount", String(count + 1));
    this.table.setAttribute("aria-colcount", String(columns.length + 1));
    this.table.replaceChildren(
      h("thead", {}, h("tr", { "aria-rowindex": "1" }, h("th", { class: "cell-number", scope: "col" }, h("span", { class: "visually-hidden", text: t("Row") })), ...columns.map((column) => h("th", { scope: "col", text: column.title, title: column.title })))),
      h("tbody", {}, space(from), ...Array.from({ length: to - from }, (_, index) => this.#row(from + index)), space(count - to)));
    this.#mark();
  }

  /** @param {number} row */
  #row(row) {
    return h("tr", { "aria-rowindex": String(row + 2), data: { row, wrong: this.source.isWrong?.(row) ? "" : undefined } }, h("th", { class: "cell-number", scope: "row", text: String(row + 1) }),
      ...this.columns.map((column, index) => h("td", { id: `${this.id}-${row}-${index}`, lang: column.lang, "aria-colindex": String(index + 2), data: { column: index }, text: this.source.cell(row, column.key) })));
  }

  /** Shows which cell is meant. */
  #mark() {
    for (const cell of this.table.querySelectorAll("[aria-selected]")) cell.removeAttribute("aria-selected");
    const cell = this.cell;
    cell?.setAttribute("aria-selected", "true");
    if (cell) this.table.setAttribute("aria-activedescendant", cell.id);
    else this.table.removeAttribute("aria-activedescendant");
    if (this.dropColumn) this.dropColumn.disabled = !this.column || this.column.isFixed;
    if (this.nameColumn) this.nameColumn.disabled = !this.column || this.column.isFixed || Boolean(this.column.isNamed);
  }

  /** @returns {HTMLElement | null} the cell that is meant, if its row is drawn */
  get cell() {
    return this.table.querySelector(`[id="${this.id}-${this.at.row}-${this.at.column}"]`);
  }

  /** @param {number} row @param {number} [column] */
  goTo(row, column = this.at.column) {
    const isOther = row !== this.at.row || column !== this.at.column;
    this.at = { row: Math.max(0, Math.min(row, this.source.count() - 1)), column: Math.max(0, Math.min(column, this.columns.length - 1)) };
    const top = this.at.row * this.rowPx;
    const { scrollTop, clientHeight } = this.window;
    const header = this.table.tHead?.offsetHeight ?? this.rowPx;
    if (top < scrollTop) this.window.scrollTop = top;
    else if (top + header + this.rowPx > scrollTop + clientHeight) this.window.scrollTop = top + header + this.rowPx - clientHeight;
    if (!this.cell) this.#draw();
    else if (isOther) this.#mark();
    this.cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  focus() {
    this.table.focus({ preventScroll: true });
  }

  /** Opens the cell; `text` takes the place of what is in it. @param {string} [text] */
  edit(text) {
    if (!this.app.mayEdit || !this.source.count() || !this.column) return;
    this.goTo(this.at.row);
    this.editor.open(text);
  }

  /** @param {string} act */
  act(act) {
    const { source } = this;
    const { row } = this.at;
    const count = source.count();
    if (act === "insert") {
      source.insert(count ? row + 1 : 0);
      this.goTo(count ? row + 1 : 0, 0);
      this.edit();
    } else if (act === "remove" && count) this.#remove(row);
    else if (act === "up" && row > 0) this.#move(row, row - 1);
    else if (act === "down" && row < count - 1) this.#move(row, row + 1);
    else if (act === "clear") this.write("");
    else if (act === "edit") this.edit();
  }

  /** @param {number} row */
  #remove(row) {
    this.source.remove(row);
    say(t("“{name}” was deleted.", { name: t("Row {number}", { number: row + 1 }) }), { act: [t("Undo"), () => this.app.undo()] });
    this.focus();
  }

  #removeColumn() {
    this.source.removeColumn(this.column.key);
    this.focus();
  }

  /** @param {number} row @param {number} to */
  #move(row, to) {
    this.source.move(row, to);
    this.goTo(to);
    this.focus();
  }

  /** @param {string} value @returns {boolean} whether it was taken */
  write(value) {
    const { row } = this.at;
    if (this.source.cell(row, this.column.key) === value) return true;
    const problem = this.source.set(row, this.column.key, value);
    if (problem) say(problem, { tone: "caution" });
    this.app.draft.settle();
    return !problem;
  }

  // --- listening ----------------------------------------------------------------------------------------------------

  #onScroll() {
    if (this.editor.isOpen) return;
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.editor.isOpen) return this.editor.onKey(event);
    const to = moved(this.at, event, { rows: this.source.count(), columns: this.columns.length, page: Math.max(1, Math.floor(this.window.clientHeight / this.rowPx) - 2) });
    const act = to ? "" : actOf(event);
    const isTyped = !to && !act && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!to && !act && !isTyped) return undefined;
    event.preventDefault();
    event.stopPropagation();
    if (to) this.goTo(to.row, to.column);
    else if (!this.app.mayEdit) return undefined;
    else if (act) this.act(act);
    else this.edit(event.key);
    return undefined;
  }

  /** A cell that is meant already is opened: a second tap does what a double click does. @param {MouseEvent} event */
  #onClick(event) {
    const cell = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("td, th.cell-number"));
    const row = cell?.parentElement?.dataset.row;
    if (!cell || row === undefined || /** @type {Element} */ (event.target).closest("input")) return;
    const column = cell.dataset.column === undefined ? 0 : Number(cell.dataset.column);
    const isAgain = Number(row) === this.at.row && column === this.at.column && document.activeElement === this.table;
    this.goTo(Number(row), column);
    this.focus();
    if (isAgain) this.edit();
  }

  /** @param {ClipboardEvent} event */
  #onCopy(event) {
    if (this.editor.isOpen || !this.column) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.source.cell(this.at.row, this.column.key));
  }

  /** Cells of a spreadsheet go into the cells from here on, to the right and down. @param {ClipboardEvent} event */
  #onPaste(event) {
    if (this.editor.isOpen || !this.app.mayEdit || !this.column) return;
    event.preventDefault();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const cells = cellsOf(text.replace(/\r\n?/g, "\n"), "\t");
    if (!cells.length) return;
    const keys = this.columns.slice(this.at.column).map((column) => column.key);
    const problem = this.source.paste(this.at.row, keys, cells);
    say(problem || t("Rows pasted: {count}", { count: cells.length }), problem ? { tone: "caution" } : { tone: "good", act: [t("Undo"), () => this.app.undo()] });
  }
}

const KEYS = () => t("Arrow keys move; Enter or F2 opens a cell, Escape leaves it as it was, Tab goes on to the next. Ctrl+Enter adds a row, Ctrl+Delete deletes it, Alt+↑ and Alt+↓ move it. Ctrl+V pastes cells.");
