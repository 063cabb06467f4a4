/** @file Parts of the engine that are fetched only for forms that use them: families of functions, moments, rounds, lists. */

import { BUILDERS } from "./evaluate.js";
import { COMPILERS } from "./form.js";
import { FUNCTIONS, SPECIAL } from "./functions.js";
import { ACTS, FACETS } from "./transitions.js";
import { MOMENTS } from "./values.js";

/** What a family adds to: the name of its export -> the registry. @type {Record<string, Record<string, any>>} */
const REGISTRIES = { functions: FUNCTIONS, special: SPECIAL, builders: BUILDERS, compilers: COMPILERS, facets: FACETS, acts: ACTS, moments: MOMENTS };

/**
 * Words that a form says, by kind: `types`, `looks` (appearances) and `facets` of its nodes, `keys` of its package, `calls` of functions and `trees` of its expressions.
 * @typedef {Record<string, Set<string>>} Said
 * @typedef {{ load: () => Promise<any>, types?: string, looks?: string, facets?: string, keys?: string, calls?: string, trees?: string, pages?: string }} Row fetched where any of its words is said
 */

/** One row a line: the server reads them too (mystery/web/shared/player_modules.py). @type {Row[]} */
export const FAMILIES = [
  { calls: "min max sum count count-non-empty indexed-repeat position", trees: "repeat", load: () => import("./functions-rounds.js") },
  { calls: "string concat join substr substring-before substring-after contains starts-with ends-with string-length normalize-space translate regex", load: () => import("./functions-text.js") },
  { calls: "date date-time format-date format-date-time decimal-date-time decimal-time", load: () => import("./functions-date.js") },
  { calls: "area distance geofence intersects", load: () => import("./functions-geo.js") },
  { calls: "digest base64-decode extract-signed", load: () => import("./functions-digest.js") },
  { calls: "boolean-from-string round abs pow sqrt log log10 exp exp10 sin cos tan asin acos atan atan2 pi checklist weighted-checklist random uuid randomize pulldata", load: () => import("./functions-more.js") },
  { types: "date time datetime today start end promise", calls: "today now", load: () => import("./moments.js") },
  { types: "repeat", load: () => import("./rounds.js") },
  { trees: "lookup filter child column current", load: () => import("./predicates.js") },
  { facets: "choice_filter", load: () => import("./offers.js") },
];

/** @param {any} pack @returns {Said} */
export function saidBy({ tables: _, graph: __, ...pack }) {
  const said = { types: new Set(), looks: new Set(), facets: new Set(), keys: new Set(), calls: new Set(), trees: new Set() };
  for (const node of pack.nodes) {
    said.types.add(node.type);
    for (const look of (node.appearance ?? "").split(/\s+/)) said.looks.add(look);
    for (const facet in node) said.facets.add(facet);
  }
  for (const key in pack) if (Object.keys(pack[key]).length) said.keys.add(key);
  hear(pack, said);
  return said;
}

/** The trees of expressions, anywhere in a value. @param {any} value @param {Said} said */
function hear(value, said) {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value) && typeof value[0] === "string") {
    said.trees.add(value[0]);
    if (value[0] === "call") said.calls.add(value[1]);
  }
  for (const part of Object.values(value)) hear(part, said);
}

/** @param {Row} row @param {Said} said */
export function isWanted(row, said) {
  return Object.entries(said).some(([kind, words]) => /** @type {any} */ (row)[kind]?.split(" ").some((/** @type {string} */ word) => words.has(word)));
}

/** To be awaited before a form is made of the package: evaluation itself never waits. @param {Said} said by the package */
export const fetchFamilies = (said) => fetchAllFamilies(FAMILIES.filter((row) => isWanted(row, said)));

/** Every family, for whoever runs forms that are not known yet. */
export async function fetchAllFamilies(families = FAMILIES) {
  for (const family of await Promise.all(families.map(({ load }) => load()))) {
    for (const [name, registry] of Object.entries(REGISTRIES)) Object.assign(registry, family[name]);
  }
}
