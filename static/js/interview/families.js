/** @file Families of functions that are fetched only for forms that name one of them. */

import { FUNCTIONS } from "./functions.js";

/** One row a line: the server reads them too (mystery/web/shared/player_modules.py). @type {{ calls: string[], load: () => Promise<Record<string, any>> }[]} */
export const FAMILIES = [
  { calls: ["string", "concat", "join", "substr", "substring-before", "substring-after", "contains", "starts-with", "ends-with", "string-length", "normalize-space", "translate", "regex"], load: async () => (await import("./functions-text.js")).TEXT_FUNCTIONS },
  { calls: ["date", "date-time", "format-date", "format-date-time", "decimal-date-time", "decimal-time"], load: async () => (await import("./functions-date.js")).DATE_FUNCTIONS },
  { calls: ["area", "distance", "geofence", "intersects"], load: async () => (await import("./functions-geo.js")).GEO_FUNCTIONS },
  { calls: ["digest", "base64-decode", "extract-signed"], load: async () => (await import("./functions-digest.js")).DIGEST_FUNCTIONS },
  { calls: ["boolean-from-string", "round", "abs", "pow", "sqrt", "log", "log10", "exp", "exp10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pi", "checklist", "weighted-checklist", "random", "uuid", "randomize", "pulldata"], load: async () => (await import("./functions-more.js")).MORE_FUNCTIONS },
];

/** The functions that trees name, anywhere in a value. @param {any} value @param {Set<string>} [found] @returns {Set<string>} */
export function callsIn(value, found = new Set()) {
  if (value === null || typeof value !== "object") return found;
  if (Array.isArray(value) && value[0] === "call") found.add(value[1]);
  for (const part of Object.values(value)) callsIn(part, found);
  return found;
}

/** To be awaited before a form of the package is made: evaluation itself never waits. @param {any} pack */
export async function fetchFunctions(pack) {
  const { tables: _, ...said } = pack;
  const calls = callsIn(said);
  await fetchAllFunctions(FAMILIES.filter((family) => family.calls.some((name) => calls.has(name))));
}

/** Every family, for whoever runs forms that are not known yet. */
export async function fetchAllFunctions(families = FAMILIES) {
  Object.assign(FUNCTIONS, ...(await Promise.all(families.map(({ load }) => load()))));
}
