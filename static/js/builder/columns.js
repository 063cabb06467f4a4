/** @file Renaming a column of a list or table, in its rows and wherever an expression reads it. Pure. */

import { differs, mapTexts, rekeyed } from "./references.js";
import { everyNode, listOf } from "./tree.js";

/** @typedef {import("./tree.js").Content} Content @typedef {import("./document.js").Operation} Operation */

const PULLED = /(pulldata\(\s*)(['"])([^'"]*)\2(\s*,\s*)(['"])([^'"]*)\5(\s*,\s*)(['"])([^'"]*)\8/g;
/** What an expression is made of: items and texts as they stand, rows of a list, a step of a path, a bracket, a word, anything else. */
const PART = /\$\{[^}]*\}|instance\(\s*(['"])([^'"]*)\1\s*\)\s*\/\s*root\s*\/\s*item|'[^']*'|"[^"]*"|\/\s*([\w.-]+)|[[\]]|[A-Za-z_][\w.-]*(?:\s*\()?|[^]/g;

/** `shops.csv` and `shops` are one table. @param {string} name */
const stem = (name) => name.replace(/\.(csv|xml|geojson)$/, "");

/**
 * Replaces a column in one expression: where rows of its list are picked, behind them, and in `pulldata`.
 * @param {string} text @param {string} list @param {string} column @param {string} next @param {string} [around] the list whose rows the whole expression picks, as a choice filter does
 */
export function renameColumnIn(text, list, column, next, around = "") {
  const isList = (/** @type {string} */ name) => stem(name) === stem(list);
  const renamed = (/** @type {string} */ name) => (name === column ? next : name);
  const pulled = text.replace(PULLED, (whole, call, q1, name, c1, q2, first, c2, q3, second) =>
    (isList(name) ? `${call}${q1}${name}${q1}${c1}${q2}${renamed(first)}${q2}${c2}${q3}${renamed(second)}${q3}` : whole));
  const lists = [around]; // whose rows are at hand, innermost last
  let picked = ""; // the list whose rows were just named
  return pulled.replace(PART, (part, _quote, named, step) => {
    const before = picked;
    picked = named ?? "";
    if (part === "[") lists.push(before);
    else if (part === "]" && lists.length > 1) picked = lists.pop() ?? "";
    else if (step !== undefined) return isList(before) && step === column ? part.replace(step, next) : part;
    else if (part === column && isList(lists[lists.length - 1])) return next;
    return part;
  });
}

/** Everything that must change with the name of a column. @param {Content} content @param {"choices" | "tables"} kind @param {string} list @param {string} column @param {string} next @returns {Operation[]} */
export function renamingColumn(content, kind, list, column, next) {
  const isTable = kind === "tables";
  const rows = (isTable ? content.tables : content.document.choices)[list] ?? [];
  /** @type {Operation[]} */
  const operations = [{ do: "set", of: isTable ? "content" : "document", keys: [kind, list], value: rows.map((/** @type {any} */ row) => rekeyed(row, column, next)) }];
  const changed = (/** @type {any} */ value, around = "") => mapTexts(value, (text) => renameColumnIn(text, list, column, next, around));
  for (const { node } of everyNode(content)) {
    for (const [key, value] of Object.entries(node)) {
      if (key === "id" || key === "items") continue;
      const made = key === "parameters" && stem(listOf(node)) === stem(list) ? inParameters(value, column, next) : changed(value, key === "choice_filter" ? listOf(node) : "");
      if (differs(value, made)) operations.push({ do: "set", of: node.id, keys: [key], value: made });
    }
  }
  const rules = changed(content.document.rules);
  if (differs(content.document.rules, rules)) operations.push({ do: "set", of: "document", keys: ["rules"], value: rules });
  const scheme = changed(content.scheme);
  if (differs(content.scheme, scheme)) operations.push({ do: "set", of: "content", keys: ["scheme"], value: scheme });
  return operations;
}

/** `value` and `label` say in which columns codes and labels of a file stand. @param {any} parameters as a mapping or as `key=value` @param {string} column @param {string} next */
function inParameters(parameters, column, next) {
  if (typeof parameters === "string") return parameters.replace(/\b(value|label)=([^\s;,]+)/g, (whole, key, named) => (named === column ? `${key}=${next}` : whole));
  return Object.fromEntries(Object.entries(parameters ?? {}).map(([key, named]) => [key, (key === "value" || key === "label") && named === column ? next : named]));
}
