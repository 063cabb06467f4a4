/** @file Item type -> widget. A widget is {element, update(slot), focus(), typing?(), pick?(text)}; each module here exports the function `widget` that makes one. */

import { isQuestion } from "../../interview/types.js";

/**
 * @typedef {import("../item.js").ItemView} ItemView @typedef {import("../../interview/instance.js").Slot} Slot
 * @typedef {{ element: HTMLElement, update: (slot: Slot, what?: {language?: boolean}) => void, focus: () => void,
 *   typing?: () => boolean, settle?: () => void, pick?: (typed: string) => boolean }} Widget
 *   `settle` hands over what is typed but not yet an answer; `pick` takes codes typed on the keyboard and says whether they exist.
 */

/** @typedef {(view: ItemView) => Widget} Make @typedef {import("../../interview/form.js").Node} Node */
/** @typedef {{ types: string, looks?: string, longer?: number, load: () => Promise<{ widget: Make }> }} Row `looks`: any of these appearances, `longer`: more options than somebody reads */

/** The first row that fits draws the question. One row a line: the server reads them too (mystery/web/shared/player_modules.py). @type {Row[]} */
export const WIDGETS = [
  { types: "image", looks: "signature", load: () => import("./signature.js") },
  { types: "signature", load: () => import("./signature.js") },
  { types: "date", looks: "month-year year", load: () => import("./month.js") },
  { types: "integer", looks: "counter", load: () => import("./counter.js") },
  { types: "select_one select_multiple", longer: 60, load: () => import("./lookup.js") },
  { types: "select_one select_multiple", looks: "autocomplete search", load: () => import("./lookup.js") },
  { types: "select_one", looks: "minimal", load: () => import("./dropdown.js") },
  { types: "select_multiple", looks: "minimal", load: () => import("./lookup.js") },
  { types: "select_one select_multiple", load: () => import("./choice.js") },
  { types: "rank", load: () => import("./rank.js") },
  { types: "acknowledge", load: () => import("./acknowledge.js") },
  { types: "note", load: () => import("./nothing.js") },
  { types: "integer decimal", load: () => import("./number.js") },
  { types: "range", load: () => import("./range.js") },
  { types: "date time datetime", load: () => import("./moment.js") },
  { types: "barcode", load: () => import("./barcode.js") },
  { types: "image", load: () => import("./photo.js") },
  { types: "audio video file", load: () => import("./file.js") },
  { types: "geopoint", load: () => import("./place.js") },
  { types: "geotrace geoshape", load: () => import("./trace.js") },
  { types: "timer", load: () => import("./timer.js") },
  { types: "promise", load: () => import("./promise.js") },
  { types: "text", load: () => import("./text.js") },
];

/** @type {Map<Row, Make>} */
const fetched = new Map();

/** @param {Node} node a question @param {any} pack @returns {Row} */
function rowOf({ type, list, appearance = "" }, { choices = {}, tables = {} }) {
  const looks = words(appearance);
  const options = choices[list] ?? tables[list] ?? tables[`${list}.csv`] ?? [];
  const fits = (/** @type {Row} */ row) => words(row.types).includes(type)
    && (!row.looks || words(row.looks).some((look) => looks.includes(look))) && (!row.longer || options.length > row.longer);
  return WIDGETS.find(fits) ?? WIDGETS[WIDGETS.length - 1];
}

/** @param {string} listed */
const words = (listed) => listed.split(/\s+/);

/** To be awaited before the questions of a package are drawn: drawing never waits. @param {any} pack */
export function fetchWidgets(pack) {
  const questions = /** @type {Node[]} */ (pack.nodes).filter(isQuestion);
  const kinds = new Map(questions.map((node) => [[node.type, node.appearance, node.list].join(), node])); // thousands are of a few kinds
  return fetchAllWidgets(new Set([...kinds.values()].map((node) => rowOf(node, pack))));
}

/** Every widget, where the form may still change. @param {Iterable<Row>} rows */
export async function fetchAllWidgets(rows = WIDGETS) {
  await Promise.all([...rows].map(async (row) => fetched.set(row, (await row.load()).widget)));
}

/** @param {Node} node @param {any} pack @returns {Make} */
export function widgetFor(node, pack) {
  return /** @type {Make} */ (fetched.get(rowOf(node, pack)));
}
