/** @file Cells from a spreadsheet become the rows of a csv file. */

import { freshId, h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, openDialog, say } from "./dialogs.js";
import { tableFrom } from "./table-text.js";

/** @typedef {import("./builder.js").Builder} Builder */

const MOST_ROWS = 20_000;
const MOST_BYTES = 3_500_000;

/** Why so many rows cannot be taken, or "". @param {number} count @param {...any} parts what the draft would hold */
export function tooLarge(count, ...parts) {
  if (count > MOST_ROWS) return t("{count} rows are too many; {limit} are the most.", { count, limit: MOST_ROWS });
  const bytes = parts.reduce((sum, part) => sum + new Blob([JSON.stringify(part)]).size, 0);
  return bytes > MOST_BYTES ? t("With these rows the draft would be too large; leave out columns that nothing uses.") : "";
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
  const problem = tooLarge(all.length, { ...app.draft.content, tables: { ...app.draft.content.tables, [name]: all } });
  if (problem) return problem;
  app.act(t("Paste rows"), [{ do: "set", of: "content", keys: ["tables", name], value: all }]);
  say(lost ? t("Rows taken over: {count}. Columns without a heading of their own were left out: {lost}", { count: rows.length, lost }) : t("Rows taken over: {count}", { count: rows.length }), { tone: lost ? "caution" : "good", act: [t("Undo"), () => app.undo()] });
  return "";
}
