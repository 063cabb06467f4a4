/** @file Dates and times by the browser's own pickers, which can be typed into. */

import { DAY_MS, momentJson, parseDateTime } from "../../interview/moments.js";
import { isMoment } from "../../interview/values.js";
import { h } from "../dom.js";
import { typed } from "./typed.js";

const KINDS = /** @type {Record<string, string>} */ ({ date: "date", time: "time", datetime: "datetime-local" });

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { type } = view.slot.node;
  const input = h("input", { class: "input input-moment", type: KINDS[type], ...view.bound });
  return { element: input, ...typed(input, { view, read: () => read(type, input.value, view.run.zone), show }) };
}

/** @param {string} type @param {string} text @param {string} zone @returns {string | null} ISO 8601 */
function read(type, text, zone) {
  if (!text) return null;
  if (type === "date") return text;
  if (type === "time") return text.length === 5 ? `${text}:00` : text;
  const at = parseDateTime(text, zone);
  return at ? momentJson(at) : text;
}

/** @param {any} value what the browser's input wants: local, without zone or milliseconds @returns {string} */
function show(value) {
  if (!isMoment(value)) return "";
  if (value.type === "date") return momentJson(value);
  if (value.type === "time") return momentJson(value).slice(0, 5);
  const local = value.ms + value.offset * 60_000;
  const days = Math.floor(local / DAY_MS);
  return `${momentJson({ type: "date", days })}T${momentJson({ type: "time", ms: local - days * DAY_MS }).slice(0, 5)}`;
}
