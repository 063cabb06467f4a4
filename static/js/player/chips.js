/** @file Reasons for having no answer (don't know, refused, …), one chip each. */

import { h } from "./dom.js";
import { t } from "./texts.js";

/** @param {import("./item.js").ItemView} view @param {string[]} codes the missing codes that its item offers @returns {HTMLElement[]} */
export function chipsOf({ player, slot, locked }, codes) {
  return codes.map((code) => {
    const pressed = slot.missing === code;
    const click = () => player.missing(slot, pressed ? "" : code);
    return h("button", { type: "button", class: "chip", "aria-pressed": String(pressed), disabled: locked, data: { code }, on: { click } }, missingText(code));
  });
}

/** @param {string} code */
function missingText(code) {
  switch (code) {
    case "dont_know": return t("Don't know");
    case "refused": return t("Refused");
    case "not_applicable": return t("Not applicable");
    default: return code.replaceAll("_", " ");
  }
}
