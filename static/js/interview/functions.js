/** @file The registry of functions: the plain ones get values, the special ones get trees. */

import { DATE_FUNCTIONS } from "./functions-date.js";
import { GEO_FUNCTIONS } from "./functions-geo.js";
import { spend } from "./failure.js";
import { TEXT_FUNCTIONS } from "./functions-text.js";
import { shuffled } from "./prng.js";
import { BLANK, NodeSet, asInt, isBlank, isNothing, nodeSet, single, toBoolean, toNumber, toText, trimmed } from "./values.js";

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
const maths = (/** @type {(...numbers: number[]) => number} */ compute) => (/** @type {Value[]} */ args) => compute(...args.map(toNumber));
const MOST_PLACES = 30;
const LONGEST = 2 ** 63;

/** Half up (towards +infinity) in decimal digits: 1.345 to two places is 1.35, -2.5 is -2. To tens and more JavaRosa adds a half and cuts off, so that -16 to tens is -10; we do the same. @param {number} number @param {number} places */
export function round(number, places) {
  if (!Number.isFinite(number)) return number;
  if (Math.abs(places) > MOST_PLACES) return NaN;
  const [mantissa, exponent] = number.toExponential().split("e");
  if (places < 0) {
    const half = Number(`${mantissa}e${Number(exponent) + places}`) + 0.5;
    return Number(`${BigInt(Math.trunc(Math.max(-LONGEST, Math.min(half, LONGEST))))}e${-places}`);
  }
  const [whole, fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length + places;
  if (power >= 0) return number === 0 ? 0 : number;
  if (power < -900) return 0;
  const unit = 10n ** BigInt(-power);
  const doubled = 2n * BigInt(whole + fraction) + unit;
  const floor = doubled >= 0n ? doubled / (2n * unit) : -((-doubled + 2n * unit - 1n) / (2n * unit));
  return Number(`${floor}e${-places}`);
}

/** @param {number} count @param {number} least @param {number} most a bound of -1 is none */
const within = (count, least, most) => (least < 0 || count >= least) && (most < 0 || count <= most);

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LONGEST_UUID = 1000;

/** Version 4, from the interview's seed; with a length, so many letters and digits. @param {Value[]} args @param {Scope} scope */
function uuid([length], scope) {
  const draw = (/** @type {number} */ below) => Math.floor(scope.run.random(scope) * below);
  if (length !== undefined) {
    const count = Math.max(0, Math.min(asInt(length), LONGEST_UUID));
    return Array.from({ length: count }, () => LETTERS[draw(LETTERS.length)]).join("");
  }
  const digits = Array.from({ length: 32 }, () => draw(16));
  digits[12] = 4;
  digits[16] = 8 + (digits[16] % 4);
  const text = digits.map((digit) => digit.toString(16)).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

/** @param {Value[]} args @param {Scope} scope */
function randomize([value, seed], scope) {
  const number = seed === undefined ? NaN : toNumber(seed);
  return nodeSet(shuffled(spread([value]), Number.isNaN(number) ? scope.run.seedOf(scope) : number));
}

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
  int: maths((x) => Math.trunc(x)),
  round: ([value, places]) => round(toNumber(value), places === undefined ? 0 : asInt(places)),
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
    return ` ${toText(value)} `.includes(` ${trimmed(toText(code))} `);
  },
  "selected-at": ([value, index]) => codes(value)[asInt(index)] ?? BLANK,
  "count-selected": ([value]) => codes(value).length,
  checklist: ([least, most, ...flags]) =>
    within(spread(flags).filter(toBoolean).length, asInt(least), asInt(most)),
  "weighted-checklist": ([least, most, ...pairs]) => {
    let total = 0;
    for (let index = 0; index + 1 < pairs.length; index += 2) if (toBoolean(pairs[index])) total += toNumber(pairs[index + 1]);
    return toNumber(least) <= total && total <= toNumber(most);
  },
  random: (_, scope) => scope.run.random(scope),
  uuid,
  randomize,
  pulldata: ([list, column, key, wanted], scope) => {
    const rows = scope.run.form.rowsOf(toText(list));
    spend(scope, rows.length);
    const row = rows.find((/** @type {Record<string, string>} */ one) => (one[toText(key)] ?? "") === toText(wanted));
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
