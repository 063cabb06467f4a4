/** @file Functions on dates and times. */

import { EvaluationError } from "./failure.js";
import { DAY_MS, datetimeAt, dayOf, localMs, localOffset, parseDate, parseDateTime, parseTime } from "./moments.js";
import { BLANK, isMoment, isNothing, single, toText } from "./values.js";

export { moments } from "./moments.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./values.js").Moment} Moment @typedef {import("./values.js").DateTimeValue} DateTimeValue */
/** @typedef {import("./evaluate.js").Scope} Scope */

const MOST_NUMBER = 2 ** 31 - 1;
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896]; // years 1 to 9999

/** @param {Value} value */
const refused = (value) => new EvaluationError("EVALUATION_DATE", { value: toText(value) });

/** A wall clock of the interview's zone as an instant. @param {number} local @param {string} zone @returns {DateTimeValue} */
function atClock(local, zone) {
  return datetimeAt(local - Math.round(localOffset(local, zone) * 60_000), zone);
}

/** Days since 1970 in UTC, told by the clock of the interview's zone. @param {number} days @param {string} zone */
function instant(days, zone) {
  if (!(days >= FIRST_DAY && days < LAST_DAY + 1)) throw refused(days);
  const found = datetimeAt(halfEven(days * DAY_MS), zone);
  const day = dayOf(found).days;
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) throw refused(days);
  return found;
}

/** Python rounds a tie to the even number. @param {number} number */
function halfEven(number) {
  const low = Math.floor(number);
  if (number - low !== 0.5) return Math.round(number);
  return low % 2 === 0 ? low : low + 1;
}

/** A date at midnight, a time on the first day of 1970, a number of days, or an ISO text. @param {Value} value @param {Scope} scope @returns {DateTimeValue} */
function momentOf(value, scope) {
  const one = single(value);
  const { zone } = scope.run;
  if (isMoment(one)) return one.type === "datetime" ? datetimeAt(one.ms, zone) : atClock(localMs(one), zone);
  if (typeof one === "number") return instant(one, zone);
  const found = typeof one === "string" ? parseDateTime(one, zone) : null;
  if (!found) throw refused(value);
  return found;
}

/** A day; of a text with a clock the moment, which counts as its day wherever days are compared. @param {Value[]} args @param {Scope} scope @returns {Value} */
function date([value], scope) {
  const one = single(value);
  if (isNothing(one)) return one;
  if (typeof one === "number") {
    const days = Math.trunc(one);
    if (!(days >= FIRST_DAY && days <= LAST_DAY)) throw refused(value);
    return { type: "date", days: days === 0 ? 0 : days };
  }
  if (typeof one === "string") return parseDate(one) ?? momentOf(one, scope);
  return dayOf(momentOf(one, scope));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const pad = (/** @type {number} */ number, width = 2) => String(number).padStart(width, "0");

/** ISO 8601: the week of the year's first Thursday is the first. @param {Date} at */
function isoWeek(at) {
  const thursday = new Date(at.getTime() + (3 - ((at.getUTCDay() + 6) % 7)) * DAY_MS);
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY_MS)) + 1;
}

/** @type {Record<string, (at: Date) => string>} */
const DIRECTIVES = {
  "%": () => "%",
  Y: (at) => pad(at.getUTCFullYear(), 4),
  y: (at) => pad(at.getUTCFullYear() % 100),
  m: (at) => pad(at.getUTCMonth() + 1),
  n: (at) => String(at.getUTCMonth() + 1),
  b: (at) => MONTHS[at.getUTCMonth()],
  d: (at) => pad(at.getUTCDate()),
  e: (at) => String(at.getUTCDate()),
  a: (at) => DAYS[at.getUTCDay()],
  W: (at) => String(isoWeek(at)),
  H: (at) => pad(at.getUTCHours()),
  h: (at) => String(at.getUTCHours()),
  M: (at) => pad(at.getUTCMinutes()),
  S: (at) => pad(at.getUTCSeconds()),
  3: (at) => pad(at.getUTCMilliseconds(), 3),
};

/** A text such as 10:30 is a clock too. @param {Value} value */
function clockOf(value) {
  const one = single(value);
  return typeof one === "string" ? parseTime(one) : null;
}

/** @param {Value[]} args @param {Scope} scope */
function format([value, pattern], scope) {
  if (isNothing(value)) return BLANK;
  const at = new Date(localMs(momentOf(clockOf(value) ?? value, scope)));
  return toText(pattern).replace(/%([\s\S]?)/gu, (_, letter) => {
    if (!Object.hasOwn(DIRECTIVES, letter)) throw new EvaluationError("EVALUATION_DATE_FORMAT", { directive: `%${letter}` });
    return DIRECTIVES[letter](at);
  });
}

/** @param {number} number */
function daysOf(number) {
  if (!(Math.abs(number) <= MOST_NUMBER)) throw refused(number);
  return number;
}

/** @type {Record<string, (args: Value[], scope: Scope) => Value>} */
export const functions = {
  date,
  "date-time": ([value], scope) => (isNothing(single(value)) ? single(value) : momentOf(value, scope)),
  "format-date": format,
  "format-date-time": format,
  "decimal-date-time": ([value], scope) => {
    const one = single(value);
    if (isNothing(one)) return one;
    return typeof one === "number" ? daysOf(one) : momentOf(one, scope).ms / DAY_MS;
  },
  "decimal-time": ([value], scope) => {
    const one = single(value);
    if (isNothing(one)) return one;
    if (typeof one === "number") return daysOf(one) - Math.floor(one);
    const local = localMs(clockOf(value) ?? momentOf(value, scope));
    return (local - Math.floor(local / DAY_MS) * DAY_MS) / DAY_MS;
  },
};
