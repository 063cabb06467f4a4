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

/** Whole days since 1970-01-01 where it was measured, as in JavaRosa; a time is the fraction of a day. @param {Moment} moment */
export function momentToNumber(moment) {
  return moment.type === "time" ? moment.ms / DAY_MS : dayOf(moment).days;
}

/** Milliseconds that the moment's own clock shows, counted from 1970-01-01. @param {Moment} moment */
export function localMs(moment) {
  if (moment.type === "date") return moment.days * DAY_MS;
  return moment.type === "time" ? moment.ms : moment.ms + offsetMs(moment.offset);
}

/** @param {number} offset in minutes */
const offsetMs = (offset) => Math.round(offset * 60_000);

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
  if (isMoment(one)) return momentJson(one.type === "datetime" ? dayOf(one) : one);
  if (Array.isArray(one)) return one.join(" ");
  return objectText(one);
}

/** @param {any} value a timer, a file or a promise */
function objectText(value) {
  const seconds = secondsOf(value);
  if (!Number.isNaN(seconds)) return numberText(seconds);
  return value && typeof value === "object" ? String(value.name || value.what || "") : "";
}

/** As a person reads it in a label: the clock without seconds, several values joined by a comma. @param {Value} value @returns {string} */
export function displayText(value) {
  if (value instanceof NodeSet) return value.filter((one) => !isBlank(one)).map(displayText).join(", ");
  if (isMoment(value) && value.type !== "date") {
    const clock = clockText(localMs(value) - Math.floor(localMs(value) / DAY_MS) * DAY_MS).slice(0, 5);
    return value.type === "time" ? clock : `${momentJson(dayOf(value))} ${clock}`;
  }
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
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return found && dateOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** @param {string} text `10:00`, `10:00:30`, `10:00:30.250` @returns {TimeValue | null} */
export function parseTime(text) {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (!found) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const millis = Number((found[4] ?? "0").slice(0, 3).padEnd(3, "0"));
  return { type: "time", ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis };
}

/** ISO 8601; without an offset the clock of `zone` is meant. The result is told in `zone`. @param {string} text @param {string} zone @returns {DateTimeValue | null} */
export function parseDateTime(text, zone) {
  const [, day, clock] = /^([^T ]*)(?:[T ](.*))?$/.exec(text) ?? ["", "", ""];
  const date = parseDate(day);
  const time = clock === undefined ? { type: "time", ms: 0 } : parseTime(clock);
  if (!date || !time) return null;
  const local = date.days * DAY_MS + /** @type {TimeValue} */ (time).ms;
  const given = /(?:(Z)|([+-])(\d{2}):?(\d{2})?)$/.exec(clock ?? "");
  if (!given) {
    return datetimeAt(local - offsetMs(localOffset(local, zone)), zone); // a time that the clocks leave out is told an hour later
  }
  const [, utc, sign, hours, minutes = "0"] = given;
  if (Number(hours ?? 0) > 23 || Number(minutes) > 59) return null;
  const offset = utc ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return datetimeAt(local - offsetMs(offset), zone);
}

/** @param {Moment} moment ISO 8601, as answers and texts carry it */
export function momentJson(moment) {
  if (moment.type === "date") return dayText(moment.days);
  if (moment.type === "time") return clockText(moment.ms);
  const local = localMs(moment);
  const days = Math.floor(local / DAY_MS);
  const sign = moment.offset < 0 ? "-" : "+";
  const offset = Math.abs(moment.offset);
  const rest = Math.round((offset % 1) * 60);
  return `${dayText(days)}T${clockText(local - days * DAY_MS)}${sign}${pad(Math.floor(offset / 60))}:${pad(Math.floor(offset % 60))}${rest ? `:${pad(rest)}` : ""}`;
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

/** Minutes east of UTC that a zone has at an instant; before there were zones, with a fraction. @param {number} ms @param {string} zone */
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
  const local = new Date(0); // Date.UTC takes the year 24 for 1924
  local.setUTCFullYear(part.year, part.month - 1, part.day);
  local.setUTCHours(part.hour, part.minute, part.second);
  return (local.getTime() - Math.floor(ms / 1000) * 1000) / 60_000;
}

/** The offset at a wall-clock time; in the hour that a change of clocks repeats, the first one. @param {number} local @param {string} zone */
export function localOffset(local, zone) {
  const before = zoneOffset(local - DAY_MS, zone);
  if (zoneOffset(local - offsetMs(before), zone) === before) return before;
  const after = zoneOffset(local + DAY_MS, zone);
  return zoneOffset(local - offsetMs(after), zone) === after ? after : before;
}

/** An instant as a datetime of the zone. @param {number} ms @param {string} zone @returns {DateTimeValue} */
export function datetimeAt(ms, zone) {
  return { type: "datetime", ms, offset: zoneOffset(ms, zone) };
}

/** @param {Moment} moment @returns {DateValue} the calendar day it falls on, where it was measured */
export function dayOf(moment) {
  if (moment.type === "date") return moment;
  return { type: "date", days: Math.floor(localMs(moment) / DAY_MS) };
}
