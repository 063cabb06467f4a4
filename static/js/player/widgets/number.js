/** @file Whole and decimal numbers, with a point or a comma. */

import { h } from "../dom.js";
import { typed } from "./typed.js";

/** @param {string} text @returns {number | string | null} what is no number stays text, so that the engine refuses it by name */
export function readNumber(text) {
  const plain = text.trim().replace(/\s/g, "").replace(",", ".");
  if (plain === "") return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text.trim();
}

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const inputmode = view.slot.node.type === "integer" ? "numeric" : "decimal";
  const input = h("input", { class: "input input-number", type: "text", inputmode, autocomplete: "off", ...view.bound });
  const show = (/** @type {any} */ value) => {
    if (value === null || value === "") return "";
    const plain = String(value);
    return typeof value === "number" && view.run.language.startsWith("de") ? plain.replace(".", ",") : plain;
  };
  return { element: input, ...typed(input, { view, read: () => readNumber(input.value), show }) };
}
