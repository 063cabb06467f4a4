/** @file Item type -> widget. A widget is {element, update(slot), focus(), typing?(), pick?(text)}. */

import { isQuestion } from "../../interview/types.js";

/**
 * @typedef {import("../item.js").ItemView} ItemView @typedef {import("../../interview/instance.js").Slot} Slot
 * @typedef {{ element: HTMLElement, update: (slot: Slot, what?: {language?: boolean}) => void, focus: () => void,
 *   typing?: () => boolean, settle?: () => void, pick?: (typed: string) => boolean }} Widget
 *   `settle` hands over what is typed but not yet an answer; `pick` takes codes typed on the keyboard and says whether they exist.
 */

/** @typedef {(view: ItemView) => Widget} Make @typedef {import("../../interview/form.js").Node} Node */
/** @typedef {{ types: string[], looks?: string[], longer?: number, load: () => Promise<Make> }} Row `looks`: any of these appearances, `longer`: more options than somebody reads */

/** The first row that fits draws the question. One row a line: the server reads them too (mystery/web/shared/player_modules.py). @type {Row[]} */
export const WIDGETS = [
  { types: ["image"], looks: ["signature"], load: async () => (await import("./signature.js")).signature },
  { types: ["signature"], load: async () => (await import("./signature.js")).signature },
  { types: ["date"], looks: ["month-year", "year"], load: async () => (await import("./month.js")).month },
  { types: ["integer"], looks: ["counter"], load: async () => (await import("./counter.js")).counter },
  { types: ["select_one", "select_multiple"], longer: 60, load: async () => (await import("./lookup.js")).lookup },
  { types: ["select_one", "select_multiple"], looks: ["autocomplete", "search"], load: async () => (await import("./lookup.js")).lookup },
  { types: ["select_one"], looks: ["minimal"], load: async () => (await import("./dropdown.js")).dropdown },
  { types: ["select_multiple"], looks: ["minimal"], load: async () => (await import("./lookup.js")).lookup },
  { types: ["select_one", "select_multiple"], load: async () => (await import("./choice.js")).choice },
  { types: ["rank"], load: async () => (await import("./rank.js")).rank },
  { types: ["acknowledge"], load: async () => (await import("./acknowledge.js")).acknowledge },
  { types: ["note"], load: async () => (await import("./nothing.js")).nothing },
  { types: ["integer", "decimal"], load: async () => (await import("./number.js")).number },
  { types: ["range"], load: async () => (await import("./range.js")).range },
  { types: ["date", "time", "datetime"], load: async () => (await import("./moment.js")).moment },
  { types: ["barcode"], load: async () => (await import("./barcode.js")).barcode },
  { types: ["image"], load: async () => (await import("./photo.js")).photo },
  { types: ["audio", "video", "file"], load: async () => (await import("./file.js")).upload },
  { types: ["geopoint"], load: async () => (await import("./place.js")).place },
  { types: ["geotrace", "geoshape"], load: async () => (await import("./trace.js")).trace },
  { types: ["timer"], load: async () => (await import("./timer.js")).timer },
  { types: ["promise"], load: async () => (await import("./promise.js")).promise },
  { types: ["text"], load: async () => (await import("./text.js")).text },
];

/** @type {Map<Row, Make>} */
const fetched = new Map();

/** @param {Node} node @param {any} pack @returns {Row} */
function rowOf(node, pack) {
  const looks = (node.appearance ?? "").split(/\s+/);
  const { choices = {}, tables = {} } = pack;
  const options = choices[node.list] ?? tables[node.list] ?? tables[`${node.list}.csv`] ?? [];
  const fits = (/** @type {Row} */ row) => row.types.includes(node.type)
    && (!row.looks || row.looks.some((look) => looks.includes(look))) && (!row.longer || options.length > row.longer);
  return WIDGETS.find(fits) ?? WIDGETS[WIDGETS.length - 1];
}

/** To be awaited before the questions of a package are drawn: drawing never waits. @param {any} pack */
export async function fetchWidgets(pack) {
  await fetchAllWidgets([...new Set(/** @type {Node[]} */ (pack.nodes).filter(isQuestion).map((node) => rowOf(node, pack)))]);
}

/** Every widget, where the form may still change. */
export async function fetchAllWidgets(rows = WIDGETS) {
  await Promise.all(rows.map(async (row) => fetched.set(row, await row.load())));
}

/** @param {Node} node @param {any} pack @returns {Make} */
export function widgetFor(node, pack) {
  return /** @type {Make} */ (fetched.get(rowOf(node, pack)));
}
