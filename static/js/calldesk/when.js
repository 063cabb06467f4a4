/** @file "14:30", "mo 9", "28.11. 10:00", "tomorrow 9-12": an appointment as it is typed, by the clocks of the called party. Pure. */

/** @typedef {{ from: string, until: string }} Span local moments without a zone, "2026-11-28T10:00"; until "" where none was said */

const DAY_MS = 86_400_000;
const WEEKDAYS = [/^(so|su)/, /^mo/, /^(di|tu)/, /^(mi|we)/, /^(do|th)/, /^fr/, /^sa/];
const MONTHS = [/^jan/, /^feb/, /^m(ar|är|rz)/, /^apr/, /^ma[iy]/, /^jun/, /^jul/, /^aug/, /^sep/, /^o[ck]t/, /^nov/, /^de[cz]/];
/** @type {Record<string, number>} */
const RELATIVE = { today: 0, heute: 0, tomorrow: 1, morgen: 1, übermorgen: 2 };
const FILLER = /\b(uhr|um|at|on|am(?= \d)|den|from|von|ab)\b/g;
const CLOCK = /^(\d{1,2})(?:[:.h](\d{2})?)?(am|pm)?$/;

/** The clocks of a zone, as if they were UTC. @param {number} instant @param {string} zone */
export function wallClock(instant, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(instant);
  const get = (/** @type {string} */ type) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
}

/** The instant at which the clocks of a zone show a local moment. @param {string} local @param {string} zone */
export function instantOf(local, zone) {
  const wall = Date.parse(`${local}:00Z`);
  const guess = wall - (wallClock(wall, zone) - wall);
  return guess + (wall - wallClock(guess, zone));
}

/** @param {number} wall */
export const localText = (wall) => new Date(wall).toISOString().slice(0, 16);

/** @param {string} typed @param {number} now an instant @param {string} zone @returns {Span | null} null for what cannot be understood or is past */
export function understand(typed, now, zone) {
  const wall = wallClock(now, zone);
  const text = typed.toLowerCase().replace(/[–—]/g, "-").replace(/\bbis\b|\bto\b|\btill?\b/g, "-").replace(/\s*-\s*/g, "-").replace(FILLER, " ").replace(/[,\s]+/g, " ").trim();
  return inAWhile(text, wall) ?? onADay(text, wall);
}

/** "+30", "in 30 min", "in 2 h". @param {string} text @param {number} wall @returns {Span | null} */
function inAWhile(text, wall) {
  const found = /^(?:\+|in )\s*(\d{1,4}) ?(m|min|minuten|minutes|h|std|stunden?|hours?|d|tagen?|days?)?$/.exec(text);
  if (!found) return null;
  const minutes = { h: 60, s: 60, d: 1440, t: 1440 }[found[2]?.[0] ?? "m"] ?? 1;
  return { from: localText(wall + Number(found[1]) * minutes * 60_000), until: "" };
}

/** A day, or none, and behind it a clock or two. @param {string} text @param {number} wall @returns {Span | null} */
function onADay(text, wall) {
  const words = text.split(" ");
  for (const taken of [1, 2]) {
    const clocks = clockSpan(words.slice(-taken).join(""));
    if (clocks) return spanOn(words.slice(0, -taken), clocks, wall);
  }
  return null;
}

/** @param {string[]} words for the day @param {[number, number | null]} clocks @param {number} wall @returns {Span | null} */
function spanOn(words, [from, until], wall) {
  const day = dayOf(words, wall, from);
  if (day === null || day + from <= wall || (until !== null && until <= from)) return null;
  return { from: localText(day + from), until: until === null ? "" : localText(day + until) };
}

/** Milliseconds after midnight of one clock or two: "9", "9:30", "9-12". @param {string} word @returns {[number, number | null] | null} */
function clockSpan(word) {
  const [first, second, ...more] = word.split("-").map(clock);
  if (more.length || first === null || first === undefined || second === null) return null;
  return [first, second ?? null];
}

/** @param {string} word @returns {number | null} */
function clock(word) {
  const four = /^\d{4}$/.test(word) ? `${word.slice(0, 2)}:${word.slice(2)}` : word;
  const found = CLOCK.exec(four);
  if (!found) return null;
  const [, hours, minutes = "0", half] = found;
  const hour = half ? (Number(hours) % 12) + (half === "pm" ? 12 : 0) : Number(hours);
  return hour > 23 || Number(minutes) > 59 ? null : (hour * 60 + Number(minutes)) * 60_000;
}

/** Midnight of the day that is meant. @param {string[]} words @param {number} wall @param {number} clock @returns {number | null} */
function dayOf(words, wall, clock) {
  const today = Math.floor(wall / DAY_MS) * DAY_MS;
  const isAhead = today + clock > wall;
  if (!words.length) return isAhead ? today : today + DAY_MS;
  const name = words.join(" ");
  if (name in RELATIVE) return today + RELATIVE[name] * DAY_MS;
  const weekday = WEEKDAYS.findIndex((pattern) => pattern.test(name));
  if (weekday >= 0 && /^\p{L}+\.?$/u.test(name)) {
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
    return today + (ahead || (isAhead ? 0 : 7)) * DAY_MS;
  }
  return calendarDay(name, today, clock, wall);
}

/** "28.11.", "28.11.2026", "2026-11-28", "28/11", "28. nov". Without a year: the next one. @param {string} name @param {number} today @param {number} clock @param {number} wall */
function calendarDay(name, today, clock, wall) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(name);
  if (iso) return validDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const found = /^(\d{1,2})[./ ]+ ?(\d{1,2}|\p{L}+)[./ ]*(\d{4}|\d{2})?$/u.exec(name);
  if (!found) return null;
  const month = /^\d/.test(found[2]) ? Number(found[2]) : MONTHS.findIndex((pattern) => pattern.test(found[2])) + 1;
  const thisYear = new Date(today).getUTCFullYear();
  if (found[3]) return validDay(Number(found[3]) % 2000 + 2000, month, Number(found[1]));
  const day = validDay(thisYear, month, Number(found[1]));
  return day !== null && day + clock <= wall ? validDay(thisYear + 1, month, Number(found[1])) : day;
}

/** @param {number} year @param {number} month @param {number} day @returns {number | null} */
function validDay(year, month, day) {
  const wall = Date.UTC(year, month - 1, day);
  const made = new Date(wall);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? wall : null;
}
