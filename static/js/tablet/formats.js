/** @file Times by the clocks of the place, money, sizes and distances in the language of the tablet. */

import { zoneOffset } from "../interview/moments.js";
import { t } from "../player/texts.js";

const MINUTE_MS = 60_000;

let language = "en";

/** @param {string} code */
export function formatIn(code) {
  language = code;
}

/** American English knows no names for European zones. */
const locale = () => (language === "en" ? "en-GB" : language);

/** @param {Record<string, string> | undefined} texts @returns {string} in the tablet's language, else in any */
export function inWords(texts) {
  return texts?.[language] ?? Object.values(texts ?? {})[0] ?? "";
}

/** @param {string} moment @param {string} zone */
function dayIn(moment, zone) {
  return new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", timeZone: zone }).format(new Date(moment));
}

/** @param {string} moment @param {string} [zone] */
export function clockIn(moment, zone) {
  return new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(new Date(moment));
}

/** @param {string} moment @param {string} zone */
export function zoneName(moment, zone) {
  const parts = new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: "short" }).formatToParts(new Date(moment));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** @param {{ from: string, to: string, zone: string }} window @returns {string} "Mon 23 Nov, 09:00 to 18:00 (CET)" */
export function windowIn({ from, to, zone }) {
  const [first, last] = [dayIn(from, zone), dayIn(to, zone)];
  const until = first === last ? clockIn(to, zone) : `${last}, ${clockIn(to, zone)}`;
  return t("{day}, {clock} to {until} ({zone})", { day: first, clock: clockIn(from, zone), until, zone: zoneName(to, zone) });
}

/** @param {string} moment @returns {string} on the tablet's own clock */
export function momentIn(moment) {
  return new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(moment));
}

/** @param {string} moment @param {string} zone @returns {string} "Mon 30 Nov, 10:03 (CET)", by the clocks of the place */
export function momentThere(moment, zone) {
  return t("{day}, {clock} ({zone})", { day: dayIn(moment, zone), clock: clockIn(moment, zone), zone: zoneName(moment, zone) });
}

/** @param {string} moment @param {string} zone of the place @returns {string} on the tablet's own clock; "" where the two go alike */
export function ownMoment(moment, zone) {
  const at = Date.parse(moment);
  return zoneOffset(at, zone) === -new Date(at).getTimezoneOffset() ? "" : momentIn(moment);
}

/** What the clocks of a place show, as a field for moments has it. @param {string} zone @param {number} now */
export function wallNow(zone, now) {
  return new Date(now + zoneOffset(now, zone) * MINUTE_MS).toISOString().slice(0, 16);
}

/** Such a moment in words. @param {string} wall */
export function wallIn(wall) {
  return new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(new Date(`${wall}Z`));
}

export function today() {
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long" }).format(new Date());
}

/** @param {{ cents: number, currency: string } | undefined} fee */
export function money(fee) {
  return fee?.cents ? new Intl.NumberFormat(locale(), { style: "currency", currency: fee.currency }).format(fee.cents / 100) : "";
}

/** @param {number} number @param {number} [digits] */
export function number(number, digits = 0) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(number);
}

/** @param {number} count of bytes */
export function size(count) {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const at = Math.min(steps.length - 1, Math.max(1, Math.floor(Math.log10(Math.max(1, count)) / 3)));
  return new Intl.NumberFormat(locale(), { style: "unit", unit: steps[at], maximumFractionDigits: at > 2 ? 1 : 0 }).format(count / 1000 ** at);
}

/** @param {number} km as the crow flies */
export function distance(km) {
  const [value, unit] = km < 1 ? [Math.max(100, Math.round(km * 10) * 100), "meter"] : [km, "kilometer"];
  return t("about {distance} as the crow flies", { distance: new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: km < 10 && km >= 1 ? 1 : 0 }).format(value) });
}

/** @param {any} minutes a number, or a span */
export function minutes(minutes) {
  if (!minutes) return "";
  if (typeof minutes === "number") return t("about {count} minutes", { count: number(minutes) });
  if (!minutes.low) return t("at most {count} minutes", { count: number(minutes.high, 1) });
  return t("{low} to {high} minutes", { low: number(minutes.low, 1), high: number(minutes.high, 1) });
}
