/** @file The player's own words: English in the source, other languages from the page. */

/** @type {Record<string, Record<string, string>>} */
let catalogue = {};
let language = "en";

/** @param {Record<string, Record<string, string>>} texts language -> English -> translation */
export function useTexts(texts) {
  catalogue = texts ?? {};
}

/** @param {string} code */
export function speak(code) {
  language = code;
}

/** @param {string} english with `{name}` for what is filled in @param {Record<string, unknown>} [params] */
export function t(english, params = {}) {
  const text = catalogue[language]?.[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** A language's name in itself. @param {string} code */
export function languageName(code) {
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** @param {number} month 1 to 12 */
export function monthName(month) {
  return new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month - 1, 1)));
}

/** @param {number} number @param {number} [digits] */
export function numberIn(number, digits = 1) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(number);
}
