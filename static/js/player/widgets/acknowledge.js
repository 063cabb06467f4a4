/** @file One tick that says: read and understood. */

import { h } from "../dom.js";
import { t } from "../texts.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const input = h("input", { type: "checkbox", ...view.bound, on: { change: () => view.answer(input.checked ? "OK" : null) } });
  const words = h("span", { class: "option-text" });
  return {
    element: h("div", { class: "options" }, h("label", { class: "option" }, input, h("span", { class: "option-mark" }), words)),
    update: (slot) => {
      input.checked = slot.value === "OK" && !slot.missing;
      input.disabled = view.locked;
      words.textContent = t("Yes, done");
    },
    focus: () => input.focus(),
    pick: (typed) => {
      if (typed !== "1" && typed !== "0") return false;
      view.answer(typed === "1" ? "OK" : null);
      return true;
    },
  };
}
