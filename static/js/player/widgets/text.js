/** @file Text: one line, several lines, digits as text. */

import { h } from "../dom.js";
import { toText } from "../../interview/values.js";
import { typed } from "./typed.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { appearance = "", parameters = {} } = view.slot.node;
  const isLong = /\bmultiline\b/.test(appearance);
  const props = { class: "input", autocomplete: "off", ...view.bound };
  const input = isLong
    ? h("textarea", { ...props, rows: Number(parameters.rows ?? 4) })
    : h("input", { ...props, type: "text", inputmode: /\bnumbers\b/.test(appearance) ? "numeric" : "text", spellcheck: view.slot.node.type === "barcode" ? "false" : undefined });
  return { element: input, ...typed(input, { view, read: () => input.value.trim() || null, show: (value) => (value === null ? "" : toText(value)) }) };
}
