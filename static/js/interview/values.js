/** @file The values of the expression language and their casts: what JavaRosa does, in JavaScript. */

/**
 * @typedef {{type: "date", days: number}} DateValue days since 1970-01-01
 * @typedef {{type: "datetime", ms: number, offset: number}} DateTimeValue epoch milliseconds, minutes east of UTC
 * @typedef {{type: "time", ms: number}} TimeValue milliseconds since midnight
 * @typedef {DateValue | DateTimeValue | TimeValue} Moment
 * @typedef {"" | number | string | boolean | Moment | string[] | NodeSet | object} Value
 */

export const BLANK = "";
export const DAY_MS = 86_400_000;
/** JavaRosa's `=` and its test for zero forgive binary rounding: 0.1 + 0.2 = 0.3 is true. */
const TOLERANCE = 1e-12;
const INT_MAX = 2_147_483_647;

/** The values of an item in several instances, in document order. */
export class NodeSet extends Array {}

/** @param {Value[]} values */
export function nodeSet(values) {
  const set = new NodeSet();
  for (const value of values) set.push(value);
  return set;
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

/** @param {Value} value @returns {value is Moment} */
export function isMoment(value) {
  return typeof value === "object" && value !== null && "type" in value
    && (value.type === "date" || value.type === "datetime" || value.type === "time")
    && ("days" in value || "ms" in value);
}

/** @param {Value} value @returns {number} NaN where it cannot be read as a number */
export function toNumber(value) {
  const one = single(value);
  if (typeof one === "number") return one;
  if (typeof one === "boolean") return one ? 1 : 0;
  if (typeof one === "string") return textToNumber(one);
  if (isMoment(one)) return momentToNumber(one);
  if (Array.isArray(one)) return textToNumber(one.join(" "));
  if (one && typeof one === "object" && "seconds" in one) return Number(one.seconds);
  return NaN;
}

/** Digits, point and minus only: XPath knows no exponent, no plus and no "Infinity". @param {string} text */
function textToNumber(text) {
  const trimmed = text.trim();
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : NaN;
}

/** Days since 1970-01-01 in the value's own zone; a time is the fraction of a day. @param {Moment} moment */
export function momentToNumber(moment) {
  if (moment.type === "date") return moment.days;
  if (moment.type === "time") return moment.ms / DAY_MS;
  return (moment.ms + moment.offset * 60_000) / DAY_MS;
}

/** @param {Value} value */
export function toBoolean(value) {
  const one = single(value);
  if (typeof one === "boolean") return one;
  if (typeof one === "number") return Math.abs(one) > TOLERANCE && !Number.isNaN(one);
  if (typeof one === "string") return one.length > 0;
  if (Array.isArray(one)) return one.length > 0;
  return one !== null && one !== undefined;
}

/** @param {Value} value @returns {string} */
export function toText(value) {
  const one = single(value);
  if (typeof one === "string") return one;
  if (typeof one === "number") return numberText(one);
  if (typeof one === "boolean") return one ? "true" : "false";
  if (isMoment(one)) return momentText(one);
  if (Array.isArray(one)) return one.join(" ");
  if (one && typeof one === "object") {
    if ("seconds" in one) return numberText(Number(one.seconds));
    if ("name" in one) return String(one.name);
  }
  return "";
}

/** A number as Java prints it: integers of 32 bits plain, else at least one decimal, E from 1E7 and below 1E-3. @param {number} number */
export function numberText(number) {
  if (Number.isNaN(number)) return "NaN";
  if (Math.abs(number) < TOLERANCE) return "0";
  if (!Number.isFinite(number)) return number > 0 ? "Infinity" : "-Infinity";
  const whole = Math.trunc(number);
  if (Math.abs(whole) <= INT_MAX && Math.abs(number - whole) < TOLERANCE) return String(whole);
  const size = Math.abs(number);
  if (size >= 1e-3 && size < 1e7) return String(number);
  const [mantissa, exponent] = number.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** @param {Value} left @param {Value} right whether two single values are equal, as `=` sees it */
export function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return toBoolean(left) === toBoolean(right);
  if (typeof left === "number" || typeof right === "number") {
    const a = toNumber(left);
    const b = toNumber(right);
    return a === b || Math.abs(a - b) < TOLERANCE;
  }
  return toText(left) === toText(right);
}

// --- dates ------------------------------------------------------------------------------------------------

const pad = (/** @type {number} */ number, width = 2) => String(number).padStart(width, "0");

/** @param {number} year @param {number} month 1-12 @param {number} day @returns {DateValue | null} null if there is no such day */
export function dateOf(year, month, day) {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return { type: "date", days: Math.round(at.getTime() / DAY_MS) };
}

/** @param {string} text @returns {DateValue | null} */
export function parseDate(text) {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  return found && dateOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** @param {string} text `10:00`, `10:00:30`, `10:00:30.250` @returns {TimeValue | null} */
export function parseTime(text) {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text.trim());
  if (!found) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const millis = found[4] ? Math.floor(Number(`0.${found[4]}`) * 1000 + 1e-9) : 0;
  return { type: "time", ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis };
}

/** ISO 8601; without an offset the zone of the interview is meant. @param {string} text @param {string} zone @returns {DateTimeValue | null} */
export function parseDateTime(text, zone) {
  const [day, clock] = text.trim().split(/[T ]/);
  const date = parseDate(day ?? "");
  if (!date) return null;
  const time = clock === undefined ? { type: "time", ms: 0 } : parseTime(clock);
  if (!time) return null;
  const local = date.days * DAY_MS + time.ms;
  const given = clock === undefined ? null : /(Z|([+-])(\d{2}):?(\d{2})?)$/.exec(clock);
  if (given) {
    const offset = given[1] === "Z" ? 0 : (given[2] === "-" ? -1 : 1) * (Number(given[3]) * 60 + Number(given[4] ?? 0));
    return { type: "datetime", ms: local - offset * 60_000, offset };
  }
  const offset = localOffset(local, zone);
  return { type: "datetime", ms: local - offset * 60_000, offset };
}

/** @param {Moment} moment ISO 8601, as answers and texts carry it */
export function momentText(moment) {
  if (moment.type === "date") return dayText(moment.days);
  if (moment.type === "time") return clockText(moment.ms);
  const local = moment.ms + moment.offset * 60_000;
  const days = Math.floor(local / DAY_MS);
  const sign = moment.offset < 0 ? "-" : "+";
  const offset = Math.abs(moment.offset);
  return `${dayText(days)}T${clockText(local - days * DAY_MS)}${sign}${pad(Math.floor(offset / 60))}:${pad(offset % 60)}`;
}

/** @param {number} days */
function dayText(days) {
  const at = new Date(days * DAY_MS);
  return `${pad(at.getUTCFullYear(), 4)}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
}

/** @param {number} ms since midnight */
function clockText(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(Math.floor(ms % 1000), 3)}`;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** Minutes east of UTC that a zone has at an instant. @param {number} ms @param {string} zone */
export function zoneOffset(ms, zone) {
  if (!zone || zone === "UTC") return 0;
  let format = formats.get(zone);
  if (!format) {
    const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", era: "short", .../** @type {any} */ (fields) });
    formats.set(zone, format);
  }
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return Math.round((local - Math.floor(ms / 1000) * 1000) / 60_000);
}

/** The offset at a wall-clock time; in the hour that a change of clocks repeats, the first one. @param {number} local @param {string} zone */
export function localOffset(local, zone) {
  const before = zoneOffset(local - DAY_MS, zone);
  if (zoneOffset(local - before * 60_000, zone) === before) return before;
  const after = zoneOffset(local + DAY_MS, zone);
  return zoneOffset(local - after * 60_000, zone) === after ? after : before;
}

/** An instant as a datetime of the zone. @param {number} ms @param {string} zone @returns {DateTimeValue} */
export function datetimeAt(ms, zone) {
  return { type: "datetime", ms, offset: zoneOffset(ms, zone) };
}

/** @param {Moment} moment @returns {DateValue} the calendar day it falls on, where it was measured */
export function dayOf(moment) {
  if (moment.type === "date") return moment;
  return { type: "date", days: Math.floor(momentToNumber(moment)) };
}
