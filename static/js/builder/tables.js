/** @file The rows of a list that stands in a csv file: seen, and pasted from a spreadsheet. Only the rows in sight are in the page. */

import { freshId, h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, openDialog, say } from "./dialogs.js";
import { windowOf } from "./rows.js";
import { columnsOf, tableFrom } from "./table-text.js";

/** @typedef {import("./builder.js").Builder} Builder */

const ROW_PX = 36;
const MOST_ROWS = 20_000;
const MOST_BYTES = 3_500_000;

export class TableView {
  /** @param {Builder} app @param {string} name */
  constructor(app, name) {
    this.app = app;
    this.name = name;
    this.count = h("p", { class: "small muted", role: "status" });
    this.table = h("table", { class: "table table-dense" });
    this.window = h("div", { class: "table-window", tabindex: "0", role: "region", "aria-label": t("Rows of {name}", { name }), on: { scroll: () => this.#draw() } }, this.table);
    this.element = h("div", { class: "stack stack-tight" }, this.count, this.window);
    this.refresh();
  }

  /** @returns {Record<string, string>[]} */
  get rows() {
    return this.app.draft.content.tables[this.name] ?? [];
  }

  refresh() {
    if (this.shown === this.rows) return;
    this.shown = this.rows;
    this.columns = columnsOf(this.rows);
    this.count.textContent = t("Rows: {count}", { count: this.rows.length });
    this.window.hidden = !this.rows.length;
    this.drawn = "";
    requestAnimationFrame(() => this.#draw());
    this.#draw();
  }

  /** The rows in sight; what is above and below is empty space of the same height. */
  #draw() {
    const { rows, columns = [] } = this;
    const [from, to] = windowOf(rows.length, this.window.scrollTop, this.window.clientHeight || 400, ROW_PX);
    const drawn = `${from}-${to}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const space = (/** @type {number} */ count) => {
      const row = h("tr", { class: "table-space", "aria-hidden": "true" }, h("td", { colspan: Math.max(1, columns.length) }));
      row.style.setProperty("height", `${count * ROW_PX}px`);
      return count ? row : "";
    };
    this.table.setAttribute("aria-rowcount", String(rows.length + 1));
    this.table.replaceChildren(
      h("thead", {}, h("tr", { "aria-rowindex": "1" }, ...columns.map((title) => h("th", { scope: "col", text: title })))),
      h("tbody", {}, space(from), ...rows.slice(from, to).map((row, index) => h("tr", { "aria-rowindex": String(from + index + 2) }, ...columns.map((title) => h("td", { text: String(row[title] ?? "") })))), space(rows.length - to)));
  }
}

/** Asks for cells and puts them into a table, in place of its rows or below them. @param {Builder} app @param {string} name @param {() => void} [onDone] */
export function pasteTable(app, name, onDone = () => {}) {
  const id = freshId("table");
  const area = h("textarea", { class: "input", id, rows: 8, spellcheck: "false" });
  const below = h("input", { type: "checkbox", id: `${id}-below` });
  const told = h("p", { class: "field-hint", role: "status" });
  const before = app.draft.content.tables[name] ?? [];
  const accept = () => {
    const problem = put(app, name, area.value, { isBelow: below.checked });
    told.textContent = problem;
    if (problem) return area.focus();
    dialog.close();
    onDone();
    return undefined;
  };
  const dialog = openDialog(t("Paste rows"), [
    h("div", { class: "field" }, h("label", { class: "field-label", for: id, text: t("Cells from a spreadsheet, or the text of a csv file") }), h("p", { class: "field-hint", text: t("The first line names the columns: name, label, and what choices are filtered by.") }), area, told),
    before.length ? h("label", { class: "choice choice-single", for: below.id }, below, h("span", { text: t("Keep the present rows and add these below") })) : h("span"),
  ], { size: "wide", actions: [button(t("Cancel"), () => dialog.close()), button(t("Take over"), accept, { kind: "primary" })] });
  area.focus();
}

/** @param {Builder} app @param {string} name @param {string} text @param {{ isBelow: boolean }} options @returns {string} why not, or "" */
function put(app, name, text, { isBelow }) {
  const { columns, rows, lost } = tableFrom(text);
  if (!columns.length || !rows.length) return t("There must be a line of headings and at least one row below it.");
  const before = app.draft.content.tables[name] ?? [];
  const all = isBelow ? [...before, ...rows] : rows;
  if (all.length > MOST_ROWS) return t("{count} rows are too many; {limit} are the most.", { count: all.length, limit: MOST_ROWS });
  const others = { ...app.draft.content, tables: { ...app.draft.content.tables, [name]: all } };
  if (new Blob([JSON.stringify(others)]).size > MOST_BYTES) return t("With these rows the draft would be too large; leave out columns that nothing uses.");
  app.act(t("Paste rows"), [{ do: "set", of: "content", keys: ["tables", name], value: all }]);
  say(lost ? t("Rows taken over: {count}. Columns without a heading of their own were left out: {lost}", { count: rows.length, lost }) : t("Rows taken over: {count}", { count: rows.length }), { tone: lost ? "caution" : "good", act: [t("Undo"), () => app.undo()] });
  return "";
}
