/** @file A whole number counted by two large buttons, or typed (`counter`). */

import { h, icon } from "../dom.js";
import { t } from "../texts.js";
import { widget as number } from "./number.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const typed = number(view);
  const count = (/** @type {number} */ by) => () => {
    typed.settle?.();
    const { value } = view.slot;
    view.answer(Math.max(0, (typeof value === "number" ? value : 0) + by));
  };
  const button = (/** @type {string} */ sign, /** @type {number} */ by) =>
    h("button", { type: "button", class: "button button-secondary button-square counter-button", on: { click: count(by) } }, icon(sign));
  const [less, more] = [button("minus", -1), button("plus", 1)];
  return {
    ...typed,
    element: h("div", { class: "widget-counter" }, less, typed.element, more),
    update: (slot, what) => {
      typed.update(slot, what);
      less.setAttribute("aria-label", t("One less"));
      more.setAttribute("aria-label", t("One more"));
      less.disabled = view.locked || !(typeof slot.value === "number" && slot.value > 0);
      more.disabled = view.locked;
    },
  };
}
