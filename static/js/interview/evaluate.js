/** @file Trees to closures: compiled once per form, called with a scope for every evaluation. */

import { EvaluationError, MAX_STEPS } from "./failure.js";
import { FUNCTIONS, SPECIAL } from "./functions.js";
import { BLANK, NodeSet, equal, members, nodeSet, single, toBoolean, toNumber } from "./values.js";

/**
 * @typedef {import("./values.js").Value} Value
 * @typedef {readonly any[]} Tree
 * @typedef {{ run: any, at: any, self: any, row: Record<string, string> | null, index: number, budget: {draws: number, steps: number} }} Scope
 *   `run` is the interview, `at` the repeat instance the expression stands in, `self` the slot it belongs to,
 *   `row` the list row inside a predicate and `index` its position from 1, `budget` the random numbers drawn
 *   so far and what may still be spent on rows.
 * @typedef {(scope: Scope) => Value} Closure
 * @typedef {{ chain: string[], node: any, form: any }} Place where an expression stands: its enclosing repeats, outermost first
 */

/** @param {any} run @param {any} at @param {any} self @returns {Scope} */
export function scopeFor(run, at, self) {
  return { run, at, self, row: null, index: 0, budget: { draws: 0, steps: MAX_STEPS } };
}

/** @param {Tree} tree @param {Place} place @returns {Closure} */
export function compile(tree, place) {
  const build = BUILDERS[tree[0]];
  if (!build) throw new EvaluationError("EVALUATION_UNRESOLVED", { tree: tree[0] });
  return build(tree, place);
}

/** What makes a closure of each kind of tree; families.js adds those that look into lists and rounds. @type {Record<string, (tree: Tree, place: Place) => Closure>} */
export const BUILDERS = {
  num: ([, number]) => () => number,
  str: ([, text]) => () => text,
  item: ([, key], place) => reference(key, place),
  self: () => (scope) => scope.run.valueOfSlot(scope.self),
  neg: ([, operand], place) => {
    const inner = compile(operand, place);
    return (scope) => -toNumber(inner(scope));
  },
  bin: binary,
  call,
};

/** @param {string} key @param {Place} place @returns {Closure} */
function reference(key, place) {
  const chain = place.form.chainOf(key);
  let common = 0;
  while (common < chain.length && common < place.chain.length && chain[common] === place.chain[common]) common++;
  const ups = place.chain.length - common;
  const rest = chain.slice(common);
  const isRepeat = place.form.nodes.get(key)?.type === "repeat";
  if (!rest.length && !isRepeat) {
    return (scope) => scope.run.valueOfSlot(ancestor(scope.at, ups).slots.get(key));
  }
  return (scope) => {
    const found = new NodeSet();
    collect(scope.run, ancestor(scope.at, ups), rest, 0, key, isRepeat, found);
    return found;
  };
}

/** @param {any} at @param {number} ups */
function ancestor(at, ups) {
  let up = at;
  for (let step = 0; step < ups; step++) up = up.parent;
  return up;
}

/** @param {any} run @param {any} at @param {string[]} rest @param {number} depth @param {string} key @param {boolean} isRepeat @param {NodeSet} found */
function collect(run, at, rest, depth, key, isRepeat, found) {
  if (depth < rest.length) {
    for (const child of at.repeats.get(rest[depth]) ?? []) collect(run, child, rest, depth + 1, key, isRepeat, found);
  } else if (isRepeat) {
    for (const child of at.repeats.get(key) ?? []) if (run.exists(child)) found.push(child);
  } else {
    const slot = at.slots.get(key);
    if (slot && slot.relevant) found.push(run.valueOfSlot(slot));
  }
}

/** @param {Tree} tree @param {Place} place @returns {Closure} */
function binary([, operator, left, right], place) {
  const a = compile(left, place);
  const b = compile(right, place);
  const apply = OPERATORS[operator];
  if (!apply) throw new EvaluationError("EVALUATION_UNRESOLVED", { tree: operator });
  return apply(a, b);
}

/** @param {(x: number, y: number) => number} compute */
const arithmetic = (compute) => (/** @type {Closure} */ a, /** @type {Closure} */ b) => (/** @type {Scope} */ scope) =>
  compute(toNumber(a(scope)), toNumber(b(scope)));

/** Of a node-set the first counts, as everywhere. @param {(x: Value, y: Value) => boolean} holds */
const comparison = (holds) => (/** @type {Closure} */ a, /** @type {Closure} */ b) => (/** @type {Scope} */ scope) =>
  holds(single(a(scope)), single(b(scope)));

/** @type {Record<string, (a: Closure, b: Closure) => Closure>} */
const OPERATORS = {
  "+": arithmetic((x, y) => x + y),
  "-": arithmetic((x, y) => x - y),
  "*": arithmetic((x, y) => x * y),
  div: arithmetic((x, y) => x / y),
  mod: arithmetic((x, y) => x % y),
  "=": comparison((x, y) => equal(x, y)),
  "!=": comparison((x, y) => !equal(x, y)),
  "<": comparison((x, y) => toNumber(x) < toNumber(y)),
  "<=": comparison((x, y) => toNumber(x) <= toNumber(y)),
  ">": comparison((x, y) => toNumber(x) > toNumber(y)),
  ">=": comparison((x, y) => toNumber(x) >= toNumber(y)),
  and: (a, b) => (scope) => toBoolean(a(scope)) && toBoolean(b(scope)),
  or: (a, b) => (scope) => toBoolean(a(scope)) || toBoolean(b(scope)),
  "|": (a, b) => (scope) => nodeSet([...members(a(scope)), ...members(b(scope))]),
};

/** @param {Tree} tree @param {Place} place @returns {Closure} */
function call([, name, ...args], place) {
  if (SPECIAL[name]) return SPECIAL[name](args, place, compile);
  const apply = FUNCTIONS[name];
  if (!apply) throw new EvaluationError("EVALUATION_FUNCTION", { name });
  const closures = args.map((arg) => compile(arg, place));
  switch (closures.length) {
    case 0: return (scope) => apply([], scope);
    case 1: return (scope) => apply([closures[0](scope)], scope);
    case 2: return (scope) => apply([closures[0](scope), closures[1](scope)], scope);
    default: return (scope) => apply(closures.map((closure) => closure(scope)), scope);
  }
}
