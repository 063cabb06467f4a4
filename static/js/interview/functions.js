/** @file The registry of functions: the plain ones get values, the special ones get trees. Families that few forms use come by `families.js`. */

import { BLANK, NodeSet, asInt, dayOf, isBlank, isNothing, single, toBoolean, toNumber, toText, trimmed } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./evaluate.js").Scope} Scope @typedef {import("./evaluate.js").Closure} Closure */

/** Every value of the arguments; node-sets are spread. @param {Value[]} args */
export function spread(args) {
  /** @type {Value[]} */
  const all = [];
  for (const arg of args) {
    if (arg instanceof NodeSet) all.push(...arg);
    else all.push(arg);
  }
  return all;
}

/** Blanks and texts that are no numbers do not count. @param {Value[]} args */
const numbers = (args) => spread(args).filter((value) => !isBlank(value)).map(toNumber).filter((number) => !Number.isNaN(number));
/** Only blanks separate codes, as in JavaRosa. @param {Value} value */
const codes = (value) => toText(value).split(" ").filter(Boolean);
/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const FUNCTIONS = {
  true: () => true,
  false: () => false,
  not: ([value]) => !toBoolean(value),
  boolean: ([value]) => toBoolean(value),
  number: ([value]) => toNumber(value),
  int: ([value]) => Math.trunc(toNumber(value)),
  min: (args) => (numbers(args).length ? Math.min(...numbers(args)) : NaN),
  max: (args) => (numbers(args).length ? Math.max(...numbers(args)) : NaN),
  sum: (args) => numbers(args).reduce((total, number) => total + number, 0),
  count: ([value]) => (value instanceof NodeSet ? value.length : isBlank(value) ? 0 : 1),
  "count-non-empty": ([value]) => spread([value]).filter((one) => !isBlank(one)).length,
  selected: ([value, code]) => {
    return ` ${toText(value)} `.includes(` ${trimmed(toText(code))} `);
  },
  "selected-at": ([value, index]) => codes(value)[asInt(index)] ?? BLANK,
  today: (_, scope) => dayOf(scope.run.now()),
  now: (_, scope) => scope.run.now(),
  "count-selected": ([value]) => codes(value).length,
};

/** Functions that look at the tree of an argument, or leave one unevaluated. @type {Record<string, (args: any[], place: any, compile: (tree: any, place: any) => Closure) => Closure>} */
export const SPECIAL = {
  if: ([test, yes, no], place, compile) => {
    const [a, b, c] = [test, yes, no].map((tree) => compile(tree, place));
    return (scope) => (toBoolean(a(scope)) ? b(scope) : c(scope));
  },
  coalesce: ([first, second], place, compile) => {
    const [a, b] = [compile(first, place), compile(second, place)];
    return (scope) => {
      const value = single(a(scope));
      return isNothing(value) ? single(b(scope)) : value;
    };
  },
  once: ([tree], place, compile) => {
    const inner = compile(tree, place);
    return (scope) => {
      const own = scope.run.valueOfSlot(scope.self);
      return isBlank(own) ? inner(scope) : own;
    };
  },
  /** position(..) is an instance's; position() inside a predicate is the row's. */
  position: ([tree], place, compile) => {
    if (tree && tree[0] === "item") return compile(["repeat", tree[1]], place);
    if (tree && tree[0] === "repeat") return compile(tree, place);
    return (scope) => scope.index || (scope.at.parent ? scope.at.position : 1);
  },
  "indexed-repeat": indexedRepeat,
  "jr:choice-name": ([code, item], place, compile) => {
    const value = compile(code, place);
    const key = item[0] === "item" ? item[1] : String(item[1]).replace(/^\$\{\s*|\s*\}$/g, "");
    return (scope) => scope.run.choiceLabel(key, toText(value(scope)), scope.at);
  },
};

/** indexed-repeat(item, repeat, index, ...): the item in the named instances, counted from 1. @param {any[]} args @param {any} place @param {(tree: any, place: any) => Closure} compile @returns {Closure} */
function indexedRepeat([item, ...pairs], place, compile) {
  const key = item[1];
  /** @type {Map<string, Closure>} */
  const wanted = new Map();
  for (let index = 0; index + 1 < pairs.length; index += 2) wanted.set(pairs[index][1], compile(pairs[index + 1], place));
  const chain = place.form.chainOf(key);
  return (scope) => {
    let at = scope.run.root;
    for (const repeat of chain) {
      const instances = (at.repeats.get(repeat) ?? []).filter((/** @type {any} */ one) => scope.run.exists(one));
      const index = wanted.get(repeat);
      const own = ownInstance(scope.at, repeat);
      at = index ? instances[Math.max(1, asInt(index(scope))) - 1] : own ?? instances[0];
      if (!at) return BLANK;
    }
    const slot = at.slots.get(key);
    return slot ? scope.run.valueOfSlot(slot) : BLANK;
  };
}

/** @param {any} at @param {string} repeat */
function ownInstance(at, repeat) {
  for (let up = at; up; up = up.parent) if (up.repeat === repeat) return up;
  return null;
}
