/** @file The registry of functions: the plain ones get values, the special ones get trees. */

import { DATE_FUNCTIONS } from "./functions-date.js";
import { GEO_FUNCTIONS } from "./functions-geo.js";
import { TEXT_FUNCTIONS } from "./functions-text.js";
import { shuffled } from "./prng.js";
import { BLANK, NodeSet, isBlank, nodeSet, single, toBoolean, toNumber, toText } from "./values.js";

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

const numbers = (/** @type {Value[]} */ args) => spread(args).filter((value) => !isBlank(value)).map(toNumber);
const codes = (/** @type {Value} */ value) => toText(value).split(/\s+/).filter(Boolean);
const maths = (/** @type {(...numbers: number[]) => number} */ compute) => (/** @type {Value[]} */ args) => compute(...args.map(toNumber));

/** Half up in decimal digits: 1.345 to two places is 1.35; half up towards +infinity without places. @param {number} number @param {number} places */
export function round(number, places) {
  if (!Number.isFinite(number)) return number;
  if (places === 0) return Math.floor(number + 0.5);
  const [mantissa, exponent] = String(Math.abs(number)).split("e");
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent ?? 0) + places}`));
  const [digits, power] = String(shifted).split("e");
  return Math.sign(number) * Number(`${digits}e${Number(power ?? 0) - places}`);
}

/** How many of the flags are true, within bounds; -1 is no bound. @param {number} count @param {number} least @param {number} most */
const within = (count, least, most) => (least < 0 || count >= least) && (most < 0 || count <= most);

/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const FUNCTIONS = {
  true: () => true,
  false: () => false,
  not: ([value]) => !toBoolean(value),
  boolean: ([value]) => toBoolean(value),
  "boolean-from-string": ([value]) => {
    const one = single(value);
    if (typeof one === "boolean") return one;
    const text = toText(one);
    return text === "1" || text.toLowerCase() === "true";
  },
  number: ([value]) => toNumber(value),
  string: ([value]) => toText(value),
  int: maths((x) => Math.trunc(x)),
  round: ([value, places]) => round(toNumber(value), places === undefined ? 0 : toNumber(places)),
  abs: maths(Math.abs),
  pow: maths(Math.pow),
  sqrt: maths(Math.sqrt),
  log: maths(Math.log),
  log10: maths(Math.log10),
  exp: maths(Math.exp),
  exp10: maths((x) => 10 ** x),
  sin: maths(Math.sin),
  cos: maths(Math.cos),
  tan: maths(Math.tan),
  asin: maths(Math.asin),
  acos: maths(Math.acos),
  atan: maths(Math.atan),
  atan2: maths(Math.atan2),
  pi: () => Math.PI,
  min: (args) => (numbers(args).length ? Math.min(...numbers(args)) : NaN),
  max: (args) => (numbers(args).length ? Math.max(...numbers(args)) : NaN),
  sum: (args) => numbers(args).reduce((total, number) => total + number, 0),
  count: ([value]) => (value instanceof NodeSet ? value.length : isBlank(value) ? 0 : 1),
  "count-non-empty": ([value]) => spread([value]).filter((one) => !isBlank(one)).length,
  selected: ([value, code]) => {
    const wanted = toText(code).trim();
    const chosen = codes(value);
    return wanted === "" ? chosen.length === 0 : chosen.includes(wanted);
  },
  "selected-at": ([value, index]) => codes(value)[Math.trunc(toNumber(index))] ?? BLANK,
  "count-selected": ([value]) => codes(value).length,
  checklist: ([least, most, ...flags]) =>
    within(spread(flags).filter(toBoolean).length, toNumber(least), toNumber(most)),
  "weighted-checklist": ([least, most, ...pairs]) => {
    const flat = spread(pairs);
    let total = 0;
    for (let index = 0; index + 1 < flat.length; index += 2) if (toBoolean(flat[index])) total += toNumber(flat[index + 1]);
    return within(total, toNumber(least), toNumber(most));
  },
  random: (_, scope) => scope.run.random(scope),
  uuid: (_, scope) => scope.run.uuid(scope),
  randomize: ([value, seed], scope) =>
    nodeSet(shuffled(spread([value]), seed === undefined ? scope.run.seedOf(scope) : toNumber(seed))),
  pulldata: ([list, column, key, wanted], scope) => {
    const rows = scope.run.form.rowsOf(toText(list));
    const row = rows.find((/** @type {Record<string, string>} */ one) => one[toText(key)] === toText(wanted));
    return row?.[toText(column)] ?? BLANK;
  },
  ...TEXT_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...GEO_FUNCTIONS,
};

/** Functions that look at the tree of an argument, or leave one unevaluated. @type {Record<string, (args: any[], place: any, compile: (tree: any, place: any) => Closure) => Closure>} */
export const SPECIAL = {
  if: ([test, yes, no], place, compile) => {
    const [a, b, c] = [test, yes, no].map((tree) => compile(tree, place));
    return (scope) => (toBoolean(a(scope)) ? b(scope) : c(scope));
  },
  coalesce: (args, place, compile) => {
    const closures = args.map((tree) => compile(tree, place));
    return (scope) => {
      for (const closure of closures) {
        const value = single(closure(scope));
        if (!isBlank(value)) return value;
      }
      return BLANK;
    };
  },
  once: ([tree], place, compile) => {
    const inner = compile(tree, place);
    return (scope) => {
      const own = scope.run.valueOfSlot(scope.self);
      return isBlank(own) ? inner(scope) : own;
    };
  },
  position: ([tree], place, compile) => {
    const inner = tree ? compile(tree, place) : () => BLANK;
    return (scope) => {
      const at = single(inner(scope));
      if (at && typeof at === "object" && "repeat" in at) return scope.run.positionOf(at);
      return scope.at.parent ? scope.run.positionOf(scope.at) : 1;
    };
  },
  "indexed-repeat": indexedRepeat,
  "jr:choice-name": ([code, item], place, compile) => {
    const value = compile(code, place);
    const key = item[0] === "item" ? item[1] : String(item[1]).replace(/^\$\{\s*|\s*\}$/g, "");
    return (scope) => scope.run.choiceLabel(key, toText(value(scope)));
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
      at = index ? instances[Math.trunc(toNumber(index(scope))) - 1] : own ?? instances[0];
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
