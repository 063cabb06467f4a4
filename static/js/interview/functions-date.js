/** @file Functions on dates and times. */

import { BLANK, DAY_MS, dateOf, dayOf, isBlank, isMoment, momentToNumber, parseDate, parseDateTime, parseTime, single, toNumber, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {import("./values.js").Moment} Moment */

/** A moment, an ISO text or a number of days; null if it is none of them. @param {Value} value @param {any} scope @returns {Moment | null} */
function momentOf(value, scope) {
  const one = single(value);
  if (isMoment(one)) return one;
  if (typeof one === "number") return Number.isFinite(one) ? { type: "date", days: Math.floor(one) } : null;
  const text = toText(one);
  return parseDate(text) ?? parseDateTime(text, scope.run.zone) ?? parseTime(text);
}

/** @param {Value[]} args @param {any} scope */
function date([value], scope) {
  if (isBlank(value)) return BLANK;
  const moment = momentOf(value, scope);
  return moment && moment.type !== "time" ? dayOf(moment) : BLANK;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const pad = (/** @type {number} */ number, width = 2) => String(number).padStart(width, "0");

/** @type {Record<string, (at: Date) => string>} */
const DIRECTIVES = {
  Y: (at) => pad(at.getUTCFullYear(), 4),
  y: (at) => pad(at.getUTCFullYear() % 100),
  m: (at) => pad(at.getUTCMonth() + 1),
  n: (at) => String(at.getUTCMonth() + 1),
  b: (at) => MONTHS[at.getUTCMonth()],
  d: (at) => pad(at.getUTCDate()),
  e: (at) => String(at.getUTCDate()),
  a: (at) => DAYS[at.getUTCDay()],
  H: (at) => pad(at.getUTCHours()),
  h: (at) => String(at.getUTCHours()),
  M: (at) => pad(at.getUTCMinutes()),
  S: (at) => pad(at.getUTCSeconds()),
  3: (at) => pad(at.getUTCMilliseconds(), 3),
  "%": () => "%",
};

/** @param {Value[]} args @param {any} scope */
function format([value, pattern], scope) {
  if (isBlank(value)) return BLANK;
  const moment = momentOf(value, scope);
  if (!moment) return BLANK;
  const at = new Date(Math.round(momentToNumber(moment) * DAY_MS));
  return toText(pattern).replace(/%([Yymnbdeaahms HMS3%])/g, (whole, letter) => DIRECTIVES[letter]?.(at) ?? whole);
}

/** @type {Record<string, (args: Value[], scope: any) => Value>} */
export const DATE_FUNCTIONS = {
  today: (_, scope) => dayOf(scope.run.now()),
  now: (_, scope) => scope.run.now(),
  date,
  "date-time": ([value], scope) => {
    if (isBlank(value)) return BLANK;
    const moment = momentOf(value, scope);
    return moment ? parseDateTime(toText(moment), scope.run.zone) ?? BLANK : BLANK;
  },
  "format-date": format,
  "format-date-time": format,
  "decimal-date-time": ([value], scope) => {
    const moment = momentOf(value, scope);
    return moment ? momentToNumber(moment) : NaN;
  },
  "decimal-time": ([value], scope) => {
    const moment = momentOf(value, scope);
    if (!moment) return NaN;
    const days = momentToNumber(moment);
    return days - Math.floor(days);
  },
  "date-of": ([year, month, day]) => dateOf(toNumber(year), toNumber(month), toNumber(day)) ?? BLANK,
};
