/** @file What a tablet remembers of how it looks: language, colours. Nothing of a person. */

const KEY = "mystery-tablet-looks";
export const THEMES = /** @type {const} */ (["auto", "light", "dark", "sun"]);

/** @typedef {{ language?: string, theme?: string }} Looks */

/** @returns {Looks} */
export function looks() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Looks} changed */
export function keepLooks(changed) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...looks(), ...changed }));
  } catch {
    // A browser that keeps nothing still works until it is closed.
  }
}
