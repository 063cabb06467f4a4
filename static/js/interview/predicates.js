/** @file Trees that pick rows of a list or rounds of a repeat: by predicates, by the round at hand. */

import { compile } from "./evaluate.js";
import { spend } from "./failure.js";
import { BLANK, members, nodeSet, toBoolean } from "./values.js";

/** @typedef {import("./evaluate.js").Tree} Tree @typedef {import("./evaluate.js").Place} Place @typedef {import("./evaluate.js").Closure} Closure @typedef {import("./evaluate.js").Scope} Scope */

/** @type {typeof import("./evaluate.js").BUILDERS} */
export const builders = {
  child: ([, repeat, name], place) => child(repeat, [name], place),
  column: ([, name]) => (scope) => (scope.row ? scope.row[name] ?? BLANK : BLANK),
  lookup,
  filter,
  current,
};

/** Rows of a list or table that satisfy all predicates; without a column, their names. @param {Tree} tree @param {Place} place @returns {Closure} */
function lookup([, list, predicates, column], place) {
  const rows = place.form.rowsOf(list);
  const tests = predicates.map((/** @type {Tree} */ predicate) => compile(predicate, place));
  return (scope) => {
    let kept = rows;
    for (const test of tests) kept = kept.filter((row, index) => holds(test, { ...scope, row, index: index + 1 }));
    return nodeSet(kept.map((row) => row[column || "name"] ?? BLANK));
  };
}

/** Whether a predicate accepts a row or instance; a number is a position. @param {Closure} test @param {Scope} scope */
function holds(test, scope) {
  spend(scope, 1);
  const value = test(scope);
  return typeof value === "number" ? value === scope.index : toBoolean(value);
}

/** `${repeat}[predicate]/name`: predicates see the instance at hand. @param {Tree} tree @param {Place} place @returns {Closure} */
function filter([, base, predicates, names], place) {
  const key = base[1];
  const all = compile(["item", key], place);
  const value = child(key, names, place);
  const inside = { ...place, chain: [...place.form.chainOf(key), key] };
  const tests = predicates.map((/** @type {Tree} */ predicate) => compile(withChildren(predicate, key), inside));
  return (scope) => {
    let kept = [...members(all(scope))];
    for (const test of tests) kept = kept.filter((at, index) => holds(test, { ...scope, at, index: index + 1 }));
    return nodeSet(names.length ? kept.map((at) => value({ ...scope, at })) : kept);
  };
}

/** Inside a predicate: what the item that owns the expression sees, not the instance at hand. @param {Tree} tree @param {Place} place @returns {Closure} */
function current([, tree], place) {
  const inner = compile(tree, { ...place, chain: place.form.chainOf(place.node.key) });
  return (scope) => inner({ ...scope, at: scope.self.at });
}

/** Inside `${repeat}[…]` a bare name is a child of the instance at hand, not a column of a list. @param {any} tree @param {string} repeat @returns {any} */
function withChildren(tree, repeat) {
  if (!Array.isArray(tree) || tree[0] === "lookup" || tree[0] === "current") return tree;
  if (tree.length === 2 && tree[0] === "column") return ["child", repeat, tree[1]];
  return tree.map((part) => withChildren(part, repeat));
}

/** An item of the instance at hand. @param {string} repeat @param {string[]} names @param {Place} place @returns {Closure} */
function child(repeat, names, place) {
  const key = place.form.childKey(repeat, names);
  return (scope) => scope.run.valueOfSlot(scope.at.slots.get(key));
}
