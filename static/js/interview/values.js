/** @file The values of the expression language and their casts: what JavaRosa does, in JavaScript. */

/**
 * @typedef {{type: "date", days: number}} DateValue days since 1970-01-01
 * @typedef {{type: "datetime", ms: number, offset: number}} DateTimeValue epoch milliseconds, minutes east of UTC
 * @typedef {{type: "time", ms: number}} TimeValue milliseconds since midnight
 * @typedef {DateValue | DateTimeValue | TimeValue} Moment
 * @typedef {"" | number | string | boolean | Moment | string[] | NodeSet | object} Value
 */

export const BLANK = "";
/** JavaRosa's `=` and its test for zero forgive binary rounding: 0.1 + 0.2 = 0.3 is true. */
const TOLERANCE = 1e-12;
const INT_MAX = 2_147_483_647;

/** How days, clocks and instants are read and told: `moments.js` fills it for the forms that have any. @type {Record<string, (...given: any[]) => any>} */
export const MOMENTS = {};

/** The values of an item in several instances, in document order. */
export class NodeSet extends Array {}

/** @param {Value[]} values */
export function nodeSet(values) {
  const set = new NodeSet();
  for (const value of values) set.push(value);
  return set;
}

/** @param {Value} value @returns {Value[]} those of a node-set, else the one there is */
export function members(value) {
  return value instanceof NodeSet ? value : [value];
}

/** @param {Value} value the one value of a node-set: its first, or blank */
export function single(value) {
  if (!(value instanceof NodeSet)) return value;
  return value.length ? value[0] : BLANK;
}

/** @param {Value} value */
export function isBlank(value) {
  const one = single(value);
  return one === BLANK || one === null || one === undefined || (Array.isArray(one) && one.length === 0);
}

/** @param {string} kind of a value */
export const isOfTime = (kind) => kind === "date" || kind === "datetime" || kind === "time";

/** @param {any} value @returns {value is Moment} */
export function isMoment(value) {
  return typeof value === "object" && value !== null && isOfTime(value.type) && ("days" in value || "ms" in value);
}

/** @param {Value} value @returns {number} NaN where it cannot be read as a number */
export function toNumber(value) {
  const one = single(value);
  if (typeof one === "number") return one;
  if (typeof one === "boolean") return one ? 1 : 0;
  if (typeof one === "string") return textToNumber(one);
  if (isMoment(one)) return MOMENTS.number(one);
  if (Array.isArray(one)) return textToNumber(one.join(" "));
  return secondsOf(one);
}

/** Java's cast of a double to an int: no number is 0, too large a number is the largest. @param {Value} value */
export function asInt(value) {
  const number = toNumber(value);
  if (Number.isNaN(number)) return 0;
  return Math.trunc(Math.max(-INT_MAX - 1, Math.min(number, INT_MAX)));
}

/** Cuts off what Java's trim cuts off: the blank and what stands before it, no other space. @param {string} text */
export function trimmed(text) {
  return text.replace(/^[\0- ]+|[\0- ]+$/g, "");
}

/** What blanks, tabs and line ends part, and no other space of Unicode: engines disagree about those. @param {string} text */
export const words = (text) => text.split(/[ \t\n\v\f\r]+/).filter(Boolean);

/** Blank, or not a number: what a calculation gives that had nothing to compute with. @param {Value} value */
export function isNothing(value) {
  const one = single(value);
  return isBlank(one) || (typeof one === "number" && Number.isNaN(one));
}

/** A timer reads as its seconds; any other object is not a number. @param {any} value */
function secondsOf(value) {
  return value && typeof value === "object" && typeof value.seconds === "number" ? value.seconds : NaN;
}

/** Digits, minus and one point or comma: XPath knows no exponent, no plus and no thousands mark. @param {string} text */
function textToNumber(text) {
  const plain = trimmed(text).replaceAll(",", ".");
  return /^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(plain) ? Number(plain) : NaN;
}

/** @param {Value} value */
export function toBoolean(value) {
  const one = single(value);
  if (typeof one === "boolean") return one;
  if (typeof one === "number") return Math.abs(one) > TOLERANCE;
  if (typeof one === "string") return one.length > 0;
  if (Array.isArray(one)) return one.length > 0;
  return one !== null && one !== undefined;
}

/** As `string()` gives it. A datetime is told by its day, as in JavaRosa: `format-date-time` tells more. @param {Value} value @returns {string} */
export function toText(value) {
  const one = single(value);
  if (typeof one === "string") return one;
  if (typeof one === "number") return numberText(one);
  if (typeof one === "boolean") return one ? "true" : "false";
  if (isMoment(one)) return MOMENTS.text(one);
  if (Array.isArray(one)) return one.join(" ");
  return objectText(one);
}

/** @param {any} value a timer, a file or a promise */
function objectText(value) {
  const seconds = secondsOf(value);
  if (!Number.isNaN(seconds)) return numberText(seconds);
  return [value?.name, value?.what].find((each) => each && typeof each === "string") ?? "";
}

/** As a person reads it in a label: the clock without seconds, several values joined by a comma. @param {Value} value @returns {string} */
export function displayText(value) {
  if (value instanceof NodeSet) return value.filter((one) => !isBlank(one)).map(displayText).join(", ");
  if (isMoment(value)) return MOMENTS.shown(value);
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  return toText(value);
}

/** A number as Java prints it: integers of 32 bits plain, else at least one decimal, E from 1E7 and below 1E-3. @param {number} number */
export function numberText(number) {
  if (Number.isNaN(number)) return "NaN";
  if (Math.abs(number) < TOLERANCE) return "0";
  if (!Number.isFinite(number)) return number > 0 ? "Infinity" : "-Infinity";
  const whole = Math.trunc(number);
  if (whole >= -INT_MAX - 1 && whole <= INT_MAX && Math.abs(number - whole) < TOLERANCE) return String(whole);
  const size = Math.abs(number);
  if (size >= 1e-3 && size < 1e7) return String(number);
  const [mantissa, exponent] = number.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** @param {Value} left @param {Value} right whether two single values are equal, as `=` sees it */
export function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return toBoolean(left) === toBoolean(right);
  if (typeof left === "number" || typeof right === "number") return Math.abs(toNumber(left) - toNumber(right)) < TOLERANCE;
  return toText(left) === toText(right);
}
