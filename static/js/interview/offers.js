/** @file What its filter leaves of a select's list of choices. */

import { compile } from "./evaluate.js";
import { inOrder } from "./rotation.js";
import { members, single, toBoolean, toText } from "./values.js";

/** @typedef {import("./evaluate.js").Closure} Closure @typedef {import("./evaluate.js").Scope} Scope */
/** @typedef {import("./form.js").Form} Form @typedef {import("./state.js").Interview} Interview @typedef {import("./instance.js").Slot} Slot */
/** @typedef {Record<string, string>} Row */

/** How the filter of a select becomes a closure. @type {Record<string, (tree: any, place: import("./evaluate.js").Place) => Closure>} */
export const compilers = {
  choice_filter: (tree, place) => (place.node.list_from ? offering(compile(tree, place)) : filtering(tree, place)),
};

/** @type {typeof import("./transitions.js").FACETS} */
export const facets = {
  choice_filter: (run, slot, entry) => offer(run, slot, /** @type {any} */ (run.value(slot, entry, run.form.namesOf(slot.node.list)))),
};

/** @param {Interview} run @param {Slot} slot @param {string[]} names what the filter leaves */
function offer(run, slot, names) {
  const choices = inOrder(run, slot, names);
  if (slot.choices && choices.length === slot.choices.length && choices.every((name, place) => name === slot.choices?.[place])) return;
  slot.choices = choices;
  run.look(slot);
}

/** Answers given in the rounds of a repeat as names on offer: each once, blanks left out. @param {Closure} answers @returns {(scope: Scope) => any} */
const offering = (answers) => (scope) => [...new Set(members(answers(scope)).map(toText).filter(Boolean))];

/**
 * A choice filter as a closure that gives the names of the rows it leaves. Most filters begin with
 * `column = ${item}`: those look the rows up by the column's text, so that an answer costs what it finds
 * and not what the list holds.
 * @param {any} tree @param {import("./evaluate.js").Place} place @returns {(scope: Scope) => any}
 */
function filtering(tree, place) {
  const { node, form } = place;
  const rows = form.rowsOf(node.list);
  const test = compile(tree, place);
  const narrow = asksPosition(tree) ? null : firstComparison(tree);
  const grouped = narrow && rowsBy(form, node.list, narrow.column);
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

/** @param {Row[]} rows @returns {string[]} */
const namesOf = (rows) => rows.map((row) => row.name);

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

/** @type {WeakMap<Form, Map<string, Map<string, Row[]> | null>>} grouped once for a form */
const grouping = new WeakMap();

/** @param {Form} form @param {string} list @param {string} column */
function rowsBy(form, list, column) {
  const known = grouping.get(form) ?? new Map();
  grouping.set(form, known);
  const at = `${list}\n${column}`;
  if (!known.has(at)) known.set(at, groupedBy(form.rowsOf(list), column));
  return known.get(at);
}

/** Rows by the text of a column, each group in the order of the list; null where one is no text. @param {Row[]} rows @param {string} column */
function groupedBy(rows, column) {
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
