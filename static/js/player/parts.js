/** @file What the player fetches only for pages and forms that ask for it, always before it draws: drawing never waits. */

import { fetchAllFunctions, fetchFunctions } from "../interview/families.js";
import { fetchAllWidgets, fetchWidgets } from "./widgets/registry.js";

/** @typedef {{ types?: string[], looks?: string[], pages?: string[], keys?: string[], load: () => Promise<any> }} Part wanted by a node of a type, by an appearance, by a kind of page, or by what a package has */

/** One part a line: the server reads them too (mystery/web/shared/player_modules.py). @type {Record<string, Part>} */
export const PARTS = {
  grid: { looks: ["label", "likert", "list-nolabel", "table-list"], load: () => import("./grid.js") },
  rounds: { types: ["repeat"], load: () => import("./rounds.js") },
  rules: { types: ["rule"], load: () => import("./rules.js") },
  media: { keys: ["files"], load: () => import("./media.js") },
  optionMedia: { keys: ["files"], load: () => import("./widgets/option-media.js") },
  stopwatches: { types: ["timer"], load: () => import("./stopwatches.js") },
  keyboard: { pages: ["call"], load: () => import("./keyboard.js") },
  script: { pages: ["call"], load: () => import("./script.js") },
  remote: { pages: ["preview"], load: () => import("./remote.js") },
  why: { pages: ["preview"], load: () => import("./why.js") },
};

/** @type {Map<string, any>} */
const fetched = new Map();

/** @param {string} name @returns {any} the module, undefined where nothing asks for it */
export const part = (name) => fetched.get(name);

/** What an author shows with an item or a section, where the form has files at all. @param {import("./player.js").Player} player @param {any} node @param {string} labelId @returns {import("./media.js").MediaView | null} */
export function mediaOf(player, node, labelId) {
  return part("media") ? new (part("media").MediaView)(player, node, labelId) : null;
}

/** Everything that this page and form need. A preview may get any other form later, so it takes all. @param {any} boot */
export async function fetchParts(boot) {
  if (boot.preview) return Promise.all([fetchAllFunctions(), fetchAllWidgets(), fetchNamed(Object.keys(PARTS))]);
  const wanted = Object.keys(PARTS).filter((name) => isWanted(PARTS[name], boot));
  return Promise.all([fetchFunctions(boot.package), fetchWidgets(boot.package), fetchNamed(wanted)]);
}

/** @param {string[]} names */
async function fetchNamed(names) {
  await Promise.all(names.map(async (name) => fetched.set(name, await PARTS[name].load())));
}

/** @param {Part} wanted @param {any} boot */
function isWanted({ types = [], looks = [], pages = [], keys = [] }, { layout, package: pack }) {
  const asks = (/** @type {any} */ node) => types.includes(node.type) || (node.appearance ?? "").split(/\s+/).some((/** @type {string} */ look) => looks.includes(look));
  return pages.includes(layout) || keys.some((key) => key in pack) || pack.nodes.some(asks);
}
