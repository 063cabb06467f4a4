/** @file Days, clocks and instants: read, told and counted. Fetched for forms that have any (families.js). */

/** @typedef {import("./values.js").Moment} Moment @typedef {import("./values.js").DateValue} DateValue @typedef {import("./values.js").DateTimeValue} DateTimeValue @typedef {import("./values.js").TimeValue} TimeValue */

export const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01 where it was measured, as in JavaRosa; a time is the fraction of a day. @param {Moment} moment */
function momentToNumber(moment) {
  return moment.type === "time" ? moment.ms / DAY_MS : dayOf(moment).days;
}

/** Milliseconds that the moment's own clock shows, counted from 1970-01-01. @param {Moment} moment */
export function localMs(moment) {
  if (moment.type === "date") return moment.days * DAY_MS;
  return moment.type === "time" ? moment.ms : moment.ms + offsetMs(moment.offset);
}

/** Milliseconds since its own midnight. @param {Moment} moment */
const clockMs = (moment) => localMs(moment) - Math.floor(localMs(moment) / DAY_MS) * DAY_MS;

/** @param {number} offset in minutes */
const offsetMs = (offset) => Math.round(offset * 60_000);

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

/** @param {string} kind `date`, `time` or `datetime` @param {string} written @param {string} zone @returns {Moment | null} */
function read(kind, written, zone) {
  if (kind === "date") return parseDate(written);
  return kind === "time" ? parseTime(written) : parseDateTime(written, zone);
}

/** A computed instant as an item of the kind stores it: its day, or its clock. @param {string} kind @param {Moment} moment @returns {Moment} */
function fitting(kind, moment) {
  if (moment.type !== "datetime") return moment;
  if (kind === "date") return dayOf(moment);
  return kind === "time" ? { type: "time", ms: clockMs(moment) } : moment;
}

/** As a person reads it in a label: the clock without seconds. @param {Moment} moment */
function shown(moment) {
  if (moment.type === "date") return momentJson(moment);
  const clock = clockText(clockMs(moment)).slice(0, 5);
  return moment.type === "time" ? clock : `${momentJson(dayOf(moment))} ${clock}`;
}

/** What values.js and answers.js ask of moments. */
export const moments = {
  number: momentToNumber,
  text: (/** @type {Moment} */ moment) => momentJson(moment.type === "datetime" ? dayOf(moment) : moment),
  json: momentJson,
  at: datetimeAt,
  day: dayOf,
  read,
  fitting,
  shown,
};

/** @type {Record<string, (args: any[], scope: import("./evaluate.js").Scope) => Moment>} */
export const functions = {
  today: (_, scope) => dayOf(scope.run.now()),
  now: (_, scope) => scope.run.now(),
};
