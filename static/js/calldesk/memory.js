/** @file What a reload must still know of a running call: the presses of its stopwatch. */

/** @typedef {import("./phases.js").Mark} Mark */

const PREFIX = "mystery-call/";

/** @param {string} attempt @returns {Mark[]} */
export function recall(attempt) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + attempt) ?? "[]");
  } catch {
    return [];
  }
}

/** Only the last call is kept: an attempt that is over is the server's. @param {string} attempt @param {Mark[]} marks */
export function remember(attempt, marks) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX) && key !== PREFIX + attempt) localStorage.removeItem(key);
    localStorage.setItem(PREFIX + attempt, JSON.stringify(marks));
  } catch {
    // A browser that keeps nothing still runs the stopwatch.
  }
}
