/** @file Which choices a select has on offer: its whole list, or what its filter leaves of it. */

import { compile, members } from "./evaluate.js";
import { hash32, shuffled } from "./prng.js";
import { single, toBoolean, toNumber, toText } from "./values.js";

/** @typedef {import("./evaluate.js").Closure} Closure @typedef {import("./evaluate.js").Scope} Scope */
/** @typedef {import("./form.js").Form} Form @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */
/** @typedef {Record<string, string>} Row */

/** @param {Row[]} rows @returns {string[]} */
export const namesOf = (rows) => rows.map((row) => row.name);

/** The names on offer: as the author wrote them, or shuffled by the item's or the interview's seed. @param {Interview} run @param {Slot} slot @param {string[]} names */
export function inOrder(run, slot, names) {
  const { randomize, seed = "" } = slot.node.parameters ?? {};
  if (String(randomize) !== "true") return names;
  const given = toNumber(String(seed));
  return shuffled(names, Number.isNaN(given) ? hash32(`${run.seed}:${slot.path}`) : given);
}

/** Answers given in the rounds of a repeat as names on offer: each once, blanks left out. @param {Closure} answers @returns {(scope: Scope) => any} */
export const offering = (answers) => (scope) => [...new Set(members(answers(scope)).map(toText).filter(Boolean))];

/**
 * A choice filter as a closure that gives the names of the rows it leaves. Most filters begin with
 * `column = ${item}`: those look the rows up by the column's text, so that an answer costs what it finds
 * and not what the list holds.
 * @param {any} tree @param {import("./evaluate.js").Place} place @returns {(scope: Scope) => any}
 */
export function filtering(tree, place) {
  const { node, form } = place;
  const rows = form.rowsOf(node.list);
  const test = compile(tree, place);
  const narrow = asksPosition(tree) ? null : firstComparison(tree);
  const grouped = narrow && form.rowsBy(node.list, narrow.column);
  if (!grouped) return (scope) => namesOf(kept(test, scope, rows));
  const wanted = compile(narrow.item, place);
  const isWhole = tree[1] === "=";
  return (scope) => {
    const value = single(wanted(scope));
    if (typeof value !== "string") return namesOf(kept(test, scope, rows)); // numbers and truths are equal to texts by rules of their own
    const found = grouped.get(value) ?? [];
    return namesOf(isWhole ? found : kept(test, scope, found));
  };
}

/** @param {Closure} test @param {Scope} scope @param {Row[]} rows */
function kept(test, scope, rows) {
  return rows.filter((row, index) => {
    scope.row = row;
    scope.index = index + 1;
    return toBoolean(test(scope));
  });
}

/** Whether it matters where in the whole list a row stands. @param {any} tree @returns {boolean} */
function asksPosition(tree) {
  return Array.isArray(tree) && ((tree[0] === "call" && tree[1] === "position") || tree.some(asksPosition));
}

/** Of a filter that is `column = ${item}` or has that before its first `and`. @param {any} tree @returns {{ column: string, item: any } | null} */
function firstComparison([kind, operator, left, right]) {
  if (kind !== "bin") return null;
  if (operator === "and") return firstComparison(left);
  if (operator !== "=") return null;
  if (left[0] === "column" && right[0] === "item") return { column: left[1], item: right };
  return right[0] === "column" && left[0] === "item" ? { column: right[1], item: left } : null;
}

/** Rows by the text of a column, each group in the order of the list; null where one is no text. @param {Row[]} rows @param {string} column */
export function groupedBy(rows, column) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const text = row[column] ?? "";
    if (typeof text !== "string") return null;
    const group = groups.get(text);
    if (group) group.push(row);
    else groups.set(text, [row]);
  }
  return groups;
}
