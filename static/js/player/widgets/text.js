/** @file Text: one line, several lines, digits as text, barcodes. */

import { h, icon } from "../dom.js";
import { t } from "../texts.js";
import { toText } from "../../interview/values.js";
import { typed } from "./typed.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function text(view) {
  const { type, appearance = "", parameters = {} } = view.slot.node;
  const isLong = /\bmultiline\b/.test(appearance);
  const props = { class: "input", autocomplete: "off", ...view.bound };
  const input = isLong
    ? h("textarea", { ...props, rows: Number(parameters.rows ?? 4) })
    : h("input", { ...props, type: "text", inputmode: /\bnumbers\b/.test(appearance) ? "numeric" : "text", spellcheck: type === "barcode" ? "false" : undefined });
  const element = type === "barcode"
    ? h("div", { class: "widget-barcode" }, icon("package"), input, h("span", { class: "visually-hidden", text: t("Number under the barcode") }))
    : input;
  return { element, ...typed(input, { view, read: () => input.value.trim() || null, show: (value) => (value === null ? "" : toText(value)) }) };
}
