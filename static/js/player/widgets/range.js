/** @file A range: slider and number together; nothing is chosen until it is touched. */

import { inLanguage } from "../../interview/labels.js";
import { rangeOf } from "../../interview/validate.js";
import { h } from "../dom.js";
import { t } from "../texts.js";
import { readNumber } from "./number.js";
import { typed } from "./typed.js";

/** More numbers than this cannot be told apart under a slider. */
const MOST_TICKS = 11;

/** Where the scale is marked: at `tick_interval`, else at every step while there is room, else at the ends. @param {Record<string, string>} [parameters] @param {number} [least] @param {number} [most] @returns {number[]} */
export function ticksOf(parameters = {}, least = 0, most = 10) {
  const by = Math.abs(Number(parameters.tick_interval ?? parameters.step ?? 1));
  const count = Math.floor((most - least) / by + 1e-9);
  if (!(by > 0) || count + 1 > MOST_TICKS) return [least, most];
  return Array.from({ length: count + 1 }, (_, index) => Number((least + index * by).toFixed(9)));
}

/** The author's word for a value (`tick_labelset`), else the number. @param {import("./registry.js").ItemView} view @param {number} value */
function labelOf({ run, slot }, value) {
  const list = run.form.pack.choices?.[slot.node.parameters?.tick_labelset ?? ""] ?? [];
  const tick = list.find((/** @type {{ name: string }} */ one) => Number(one.name) === value);
  return tick ? String(inLanguage(run, tick.label)) : String(value);
}

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { step = 1 } = view.slot.node.parameters ?? {};
  const { least, most } = rangeOf(view.slot.node.parameters);
  const slider = h("input", { type: "range", class: "slider", min: least, max: most, step, ...view.bound });
  slider.value = String((least + most) / 2);
  const input = h("input", { class: "input input-number", type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": t("Number"), "aria-describedby": `${view.id}-problem` });
  const typing = typed(input, { view, read: () => readNumber(input.value), show: (value) => (value === null || value === "" ? "" : String(value)) });
  slider.addEventListener("change", () => view.answer(Number(slider.value)));
  slider.addEventListener("pointerup", () => view.answer(Number(slider.value)));
  const ticks = h("div", { class: "range-ticks", "aria-hidden": "true" });
  const element = h("div", { class: "widget-range" }, slider, input, ticks);
  const values = ticksOf(view.slot.node.parameters, least, most);
  return {
    element,
    ...typing,
    update: (slot) => {
      typing.update(slot);
      slider.disabled = view.locked;
      const isSet = typeof slot.value === "number" && !slot.missing;
      element.toggleAttribute("data-unset", !isSet);
      if (isSet) slider.value = String(slot.value);
      ticks.replaceChildren(...values.map((value) => h("span", { text: labelOf(view, value) })));
      slider.setAttribute("aria-valuetext", isSet ? labelOf(view, Number(slot.value)) : t("not answered yet"));
    },
    focus: () => (view.player.layout === "call" ? input : slider).focus(),
  };
}
