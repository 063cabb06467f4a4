/** @file What a table of cells shows and changes: the rows of a csv file, or the choices of a list. */

import { languageName, t } from "../player/texts.js";
import { renamingColumn } from "./columns.js";
import { iconButton, promptDialog, say } from "./dialogs.js";
import { openChoiceMedia } from "./media-fields.js";
import { freshName, suggestCode } from "./names.js";
import { FIRST, columnsOf } from "./table-text.js";
import { tooLarge } from "./tables.js";
import { freshKey } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./cell-grid.js").Source} Source @typedef {import("./document.js").Operation} Operation @typedef {import("./tree.js").Choice} Choice */

const CHOICE_KEYS = new Set(["id", "name", "label", "media"]);

/** Takes cells as they come: `rows` from the first on, further ones are new. @param {string[]} keys @param {string[]} cells @returns {[string, string][]} */
const filled = (keys, cells) => cells.slice(0, keys.length).map((cell, index) => [keys[index], cell.trim()]);

/** `label/de` is the German text; any other key is a column, whatever it is called. @param {string} key */
const keysOf = (key) => (key.startsWith("label/") ? ["label", key.slice("label/".length)] : [key]);

/** A text that is empty is none; an empty cell keeps its column. @param {string} key @param {string} value */
const stored = (key, value) => (key.startsWith("label/") ? value || undefined : value);

/** @param {string} title @param {string} before what it is called now @param {string[]} taken @param {(name: string) => void} act */
function askColumn(title, before, taken, act) {
  promptDialog(title, t("Name of the column"), before, (text) => {
    const name = text.trim().replace(/\s+/g, "_");
    if (name === before) return;
    if (taken.includes(name)) say(t("The name “{name}” is taken.", { name }), { tone: "caution" });
    else act(name);
  });
}

/** With the expressions that read it. @param {Builder} app @param {"choices" | "tables"} kind @param {string} list @param {string} column @param {string[]} taken */
function askNewName(app, kind, list, column, taken) {
  const title = t("Rename the column");
  askColumn(title, column, taken, (name) => app.act(title, renamingColumn(app.draft.content, kind, list, column, name), { focus: "document" }));
}

/** @param {Builder} app @param {string} name a csv file @returns {Source} */
export function tableSource(app, name) {
  const rows = () => /** @type {Record<string, any>[]} */ (app.draft.content.tables[name] ?? []);
  const keys = ["tables", name];
  const splice = (/** @type {string} */ label, /** @type {number} */ at, /** @type {number} */ remove, /** @type {any[]} */ insert) => app.act(label, [{ do: "splice", of: "content", keys, at, remove, insert }], { focus: "document" });
  const whole = (/** @type {string} */ label, /** @type {any[]} */ value) => app.act(label, [{ do: "set", of: "content", keys, value }], { focus: "document" });
  let known = ["name", "label"]; // a table that has lost its last row keeps its columns
  const columns = () => (known = rows().length ? columnsOf(rows()) : known);
  const blank = () => Object.fromEntries(columns().map((column) => [column, ""]));
  return {
    name, count: () => rows().length, columns: () => columns().map((key) => ({ key, title: key, isFixed: key === "name", isNamed: FIRST.includes(key) })),
    cell: (row, key) => String(rows()[row]?.[key] ?? ""),
    set: (row, key, value) => {
      app.act(t("Cell of {name}", { name }), [{ do: "set", of: "content", keys: [...keys, String(row), key], value }], { focus: "document" });
      return "";
    },
    insert: (at) => splice(t("Add a row"), at, 0, [blank()]),
    remove: (row) => splice(t("Delete the row"), row, 1, []),
    move: (row, to) => app.act(t("Reorder rows"), [{ do: "splice", of: "content", keys, at: row, remove: 1, insert: [] }, { do: "splice", of: "content", keys, at: to, remove: 0, insert: [rows()[row]] }], { focus: "document" }),
    addColumn: () => askColumn(t("Add a column"), "", columns(), (column) => whole(t("Add a column"), (rows().length ? rows() : [blank()]).map((row) => ({ ...row, [column]: "" })))),
    renameColumn: (key) => askNewName(app, "tables", name, key, columns()),
    removeColumn: (key) => whole(t("Delete the column"), rows().map(({ [key]: _, ...row }) => row)),
    paste: (at, into, cells) => {
      const there = rows().slice(at, at + cells.length);
      const made = cells.map((line, index) => ({ ...(there[index] ?? blank()), ...Object.fromEntries(filled(into, line)) }));
      const problem = tooLarge(rows().length + cells.length - there.length, app.draft.content, made.slice(there.length));
      if (!problem) splice(t("Paste rows"), at, there.length, made);
      return problem;
    },
  };
}

/** @param {Builder} app @param {string} list @returns {Source} */
export function choiceSource(app, list) {
  const choices = () => /** @type {Choice[]} */ (app.draft.content.document.choices[list] ?? []);
  const into = `choices/${list}`;
  const columnKeys = () => [...new Set(choices().flatMap((choice) => Object.keys(choice)))].filter((key) => !CHOICE_KEYS.has(key));
  const taken = () => [...CHOICE_KEYS, ...columnKeys()];
  const languageOf = (/** @type {string} */ key) => (key.startsWith("label/") ? key.slice("label/".length) : "");
  const isTaken = (/** @type {string} */ code, /** @type {number} */ row) => choices().some((choice, index) => index !== row && choice.name === code);
  const setting = (/** @type {Choice} */ choice, /** @type {string} */ key, /** @type {string} */ value) => /** @type {Operation} */ ({ do: "set", of: choice.id, keys: keysOf(key), value: stored(key, value) });
  return {
    name: list, count: () => choices().length,
    columns: () => [{ key: "name", title: t("Code"), isFixed: true },
      ...app.languages.map((language) => ({ key: `label/${language}`, title: language === "default" ? t("Label") : languageName(language), lang: language === "default" ? undefined : language, isFixed: true })),
      ...columnKeys().map((key) => ({ key, title: key, isFixed: false }))],
    cell: (row, key) => String((languageOf(key) ? choices()[row]?.label?.[languageOf(key)] : choices()[row]?.[key]) ?? ""),
    isWrong: (row) => app.problemsOf(choices()[row].id).length > 0,
    set: (row, key, value) => {
      if (key === "name" && (!value || isTaken(value, row))) return t("A code must be there and may occur only once.");
      app.act(t("Choices"), [setting(choices()[row], key, value)], { focus: "document" });
      return "";
    },
    insert: (at) => app.act(t("Add a choice"), [{ do: "insert", into, at, value: { id: freshKey(), name: freshName("choice", new Set(choices().map((choice) => choice.name))), label: {} } }]),
    remove: (row) => app.act(t("Remove a choice"), [{ do: "remove", id: choices()[row].id }]),
    move: (row, to) => app.act(t("Reorder choices"), [{ do: "remove", id: choices()[row].id }, { do: "insert", into, at: to, value: structuredClone(choices()[row]) }]),
    addColumn: () => askColumn(t("Add a column"), "", taken(), (column) => app.act(t("Add a column"), choices().slice(0, 1).map((choice) => setting(choice, column, "")), { focus: "document" })),
    renameColumn: (key) => askNewName(app, "choices", list, key, taken()),
    removeColumn: (key) => app.act(t("Delete the column"), choices().filter((choice) => key in choice).map((choice) => ({ ...setting(choice, key, ""), value: undefined })), { focus: "document" }),
    paste: (at, keys, cells) => {
      const { operations, problem } = pasting(choices(), into, at, keys, cells);
      const refused = problem || tooLarge(Math.max(choices().length, at + cells.length), app.draft.content, operations.map((one) => one.value));
      if (!refused) app.act(t("Paste choices"), operations, { focus: "document" });
      return refused;
    },
    acts: (row) => [iconButton(t("Picture or sound of the choice"), "image", () => {
      const choice = choices()[row()];
      if (choice) openChoiceMedia(app, choice, t("Picture or sound of choice {number}", { number: row() + 1 }));
    })],
  };
}

/** @param {Choice[]} choices @param {string} into @param {number} at @param {string[]} keys @param {string[][]} cells @returns {{ operations: any[], problem: string }} */
function pasting(choices, into, at, keys, cells) {
  const replaced = new Set(choices.slice(at, at + cells.length).map((choice) => choice.name));
  const taken = new Set(choices.map((choice) => choice.name).filter((name) => keys[0] !== "name" || !replaced.has(name)));
  const operations = [];
  for (const [index, line] of cells.entries()) {
    const pairs = filled(keys, line);
    const code = keys[0] === "name" ? pairs[0][1] : "";
    if (code && taken.has(code)) return { operations: [], problem: t("The code “{code}” would occur twice.", { code }) };
    if (code) taken.add(code);
    const choice = choices[at + index];
    if (choice) operations.push(...pairs.filter(([key, value]) => key !== "name" || value).map(([key, value]) => ({ do: "set", of: choice.id, keys: keysOf(key), value: stored(key, value) })));
    else operations.push({ do: "insert", into, at: at + index, value: newChoice(pairs, code || claimed(pairs, taken)) });
  }
  return { operations, problem: "" };
}

/** A code from the first words of a choice. @param {[string, string][]} pairs @param {Set<string>} taken */
function claimed(pairs, taken) {
  const name = freshName(suggestCode(pairs.find(([key, value]) => key.startsWith("label/") && value)?.[1] ?? ""), taken);
  taken.add(name);
  return name;
}

/** @param {[string, string][]} pairs @param {string} name */
function newChoice(pairs, name) {
  /** @type {Choice} */
  const choice = { id: freshKey(), name, label: {} };
  for (const [key, value] of pairs) {
    if (key.startsWith("label/") && value && choice.label) choice.label[key.slice("label/".length)] = value;
    else if (key !== "name" && !key.startsWith("label/") && value) choice[key] = value;
  }
  return choice;
}
