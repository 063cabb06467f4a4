/** @file A range: slider and number together; nothing is chosen until it is touched. */

import { rangeOf } from "../../interview/validate.js";
import { h } from "../dom.js";
import { t } from "../texts.js";
import { readNumber } from "./number.js";
import { typed } from "./typed.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function range(view) {
  const { step = 1 } = view.slot.node.parameters ?? {};
  const { least, most } = rangeOf(view.slot.node.parameters);
  const slider = h("input", { type: "range", class: "slider", min: least, max: most, step, ...view.bound });
  slider.value = String((least + most) / 2);
  const input = h("input", { class: "input input-number", type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": t("Number"), "aria-describedby": `${view.id}-problem` });
  const typing = typed(input, { view, read: () => readNumber(input.value), show: (value) => (value === null || value === "" ? "" : String(value)) });
  slider.addEventListener("change", () => view.answer(Number(slider.value)));
  slider.addEventListener("pointerup", () => view.answer(Number(slider.value)));
  const element = h("div", { class: "widget-range" }, h("span", { text: String(least) }), slider, h("span", { text: String(most) }), input);
  return {
    element,
    ...typing,
    update: (slot) => {
      typing.update(slot);
      slider.disabled = view.locked;
      const isSet = typeof slot.value === "number" && !slot.missing;
      element.toggleAttribute("data-unset", !isSet);
      if (isSet) slider.value = String(slot.value);
    },
    focus: () => (view.player.layout === "call" ? input : slider).focus(),
  };
}
