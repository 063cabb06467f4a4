/** @file What a reload or a crash must not cost: the presses of the stopwatch, on this device. */

import { Database } from "../sync/db.js";

/** @typedef {import("./phases.js").Mark} Mark */

const kept = new Database("mystery-calls", [{ calls: "attempt" }]);

/** @param {string} attempt @returns {Promise<Mark[]>} */
export async function recall(attempt) {
  const row = await kept.get("calls", attempt).catch(() => undefined);
  return row?.marks ?? [];
}

/** Only the last call is kept: an attempt that is over is the server's. A browser that keeps nothing still runs the stopwatch. @param {string} attempt @param {Mark[]} marks */
export function remember(attempt, marks) {
  const write = (/** @type {(name: string) => IDBObjectStore} */ store) => {
    store("calls").clear();
    store("calls").put({ attempt, marks });
  };
  void kept.write(["calls"], write, "relaxed").catch(() => {});
}
