/** @file The call desk's own words, in the language of the page: the interview beside them may speak another one. */

/** @type {Record<string, string>} */
let words = {};
let language = "en";

/** @param {Record<string, string>} translated English → the page's language; empty in English @param {string} code */
export function useWords(translated, code) {
  words = translated;
  language = code;
}

/** @param {string} english with `{name}` for what is filled in @param {Record<string, unknown>} [params] */
export function t(english, params = {}) {
  return (words[english] ?? english).replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** Seconds to a tenth, as the page's language writes them. @param {number} seconds */
export function secondsWords(seconds) {
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds)} s`;
}

/** A local moment without a zone, "2026-11-28T10:00", as people say it. @param {string} local */
export function momentWords(local) {
  const style = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style).format(new Date(`${local}:00Z`));
}
