/** @file Options by the codes that a caller types. */

/** What a caller types for each option: its own number, else its place in the list. @param {string[]} names */
export function codesOf(names) {
  return names.every((name) => /^\d+$/.test(name)) ? names : names.map((_, index) => String(index + 1));
}

/** The names that typed codes mean, or null if one of them is unknown. @param {string} typed @param {string[]} names @returns {string[] | null} */
export function namesOf(typed, names) {
  const codes = codesOf(names);
  const found = typed.trim().split(/[\s,]+/).map((code) => names[codes.indexOf(code)] ?? (names.includes(code) ? code : undefined));
  return found.every((name) => name !== undefined) ? [...new Set(/** @type {string[]} */ (found))] : null;
}
