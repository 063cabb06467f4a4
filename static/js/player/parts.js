/** @file What the player fetches only for pages and forms that ask for it, always before it draws: drawing never waits. */

import { fetchAllFamilies, fetchFamilies, isWanted, saidBy } from "../interview/families.js";
import { fetchAllWidgets, fetchWidgets } from "./widgets/registry.js";

/** One part a line: the server reads them too (mystery/web/shared/player_modules.py). `pages`: a layout, or a preview; `events`: kinds of events in the journal. @type {Record<string, import("../interview/families.js").Row & { events?: string }>} */
const PARTS = {
  grid: { looks: "label likert list-nolabel table-list", load: () => import("./grid.js") },
  groups: { types: "group", load: () => import("./groups.js") },
  rounds: { types: "repeat", load: () => import("./rounds.js") },
  rules: { types: "rule", load: () => import("./rules.js") },
  asides: { facets: "read_aloud interviewer_note guidance_hint", load: () => import("./asides.js") },
  chips: { keys: "missing", facets: "missing", load: () => import("./chips.js") },
  reason: { facets: "warning", load: () => import("./reason.js") },
  media: { keys: "files", load: () => import("./media.js") },
  optionMedia: { keys: "files", load: () => import("./widgets/option-media.js") },
  stopwatches: { types: "timer", load: () => import("./stopwatches.js") },
  keyboard: { pages: "call", load: () => import("./keyboard.js") },
  script: { pages: "call", load: () => import("./script.js") },
  remote: { pages: "preview", load: () => import("./remote.js") },
  why: { pages: "preview", load: () => import("./why.js") },
  review: { events: "asked", load: () => import("./review.js") },
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
  if (boot.preview) return Promise.all([fetchAllFamilies(), fetchAllWidgets(), fetchNamed(Object.keys(PARTS))]);
  const said = { ...saidBy(boot.package), pages: new Set([boot.layout]) };
  return Promise.all([fetchFamilies(said), fetchWidgets(boot.package), fetchWanted(said)]);
}

/** What the events of the journal ask for. @param {import("../interview/state.js").Event[]} events */
export const fetchPartsOf = (events) => fetchWanted({ events: new Set(events.map(({ kind }) => kind)) });

/** @param {import("../interview/families.js").Said} said */
const fetchWanted = (said) => fetchNamed(Object.keys(PARTS).filter((name) => isWanted(PARTS[name], said)));

/** @param {string[]} names */
async function fetchNamed(names) {
  await Promise.all(names.map(async (name) => fetched.set(name, await PARTS[name].load())));
}
