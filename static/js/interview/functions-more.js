/** @file Functions that few forms use: mathematics, chance, checklists, tables. */

import { spend } from "./failure.js";
import { shuffled } from "./prng.js";
import { BLANK, asInt, members, nodeSet, single, toBoolean, toNumber, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./evaluate.js").Scope} Scope */

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
  return nodeSet(shuffled([...members(value)], Number.isNaN(number) ? scope.run.seedOf(scope) : number));
}

/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const functions = {
  "boolean-from-string": ([value]) => {
    const one = single(value);
    if (typeof one === "boolean") return one;
    const text = toText(one);
    return text === "1" || text.toLowerCase() === "true";
  },
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
  checklist: ([least, most, ...flags]) =>
    within(flags.flatMap(members).filter(toBoolean).length, asInt(least), asInt(most)),
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
};
