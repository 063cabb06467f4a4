/** @file Item type -> widget. A widget is {element, update(slot), focus(), typing?(), pick?(text)}. */

import { acknowledge } from "./acknowledge.js";
import { barcode } from "./barcode.js";
import { choice } from "./choice.js";
import { counter } from "./counter.js";
import { upload } from "./file.js";
import { moment } from "./moment.js";
import { month } from "./month.js";
import { nothing } from "./nothing.js";
import { number } from "./number.js";
import { photo } from "./photo.js";
import { place } from "./place.js";
import { promise } from "./promise.js";
import { range } from "./range.js";
import { rank } from "./rank.js";
import { signature } from "./signature.js";
import { text } from "./text.js";
import { timer } from "./timer.js";
import { trace } from "./trace.js";

/**
 * @typedef {import("../item.js").ItemView} ItemView @typedef {import("../../interview/instance.js").Slot} Slot
 * @typedef {{ element: HTMLElement, update: (slot: Slot, what?: {language?: boolean}) => void, focus: () => void,
 *   typing?: () => boolean, settle?: () => void, pick?: (typed: string) => boolean }} Widget
 *   `settle` hands over what is typed but not yet an answer; `pick` takes codes typed on the keyboard and says whether they exist.
 */

/** @type {Record<string, (view: ItemView) => Widget>} */
export const WIDGETS = {
  text, barcode, integer: number, decimal: number, range,
  date: moment, time: moment, datetime: moment,
  select_one: choice, select_multiple: choice, rank, acknowledge,
  note: nothing, image: photo, signature, audio: upload, video: upload, file: upload,
  geopoint: place, geotrace: trace, geoshape: trace, timer, promise,
};

/** @param {import("../../interview/form.js").Node} node @returns {(view: ItemView) => Widget} */
export function widgetFor(node) {
  const looks = (node.appearance ?? "").split(/\s+/);
  if (node.type === "image" && looks.includes("signature")) return signature;
  if (node.type === "date" && looks.some((look) => look === "month-year" || look === "year")) return month;
  if (node.type === "integer" && looks.includes("counter")) return counter;
  return WIDGETS[node.type] ?? text;
}
