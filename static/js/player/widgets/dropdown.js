/** @file One of a few, folded away: the browser's own list (`minimal`). */

import { choiceText } from "../../interview/labels.js";
import { h } from "../dom.js";
import { t } from "../texts.js";
import { namesOf } from "./codes.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const select = h("select", { class: "input", ...view.bound, on: { change: () => view.answer(select.value || null) } });
  let signature = "";
  return {
    element: select,
    update: (slot) => {
      const names = slot.choices ?? [];
      const now = JSON.stringify([names, view.run.language]);
      if (now !== signature) {
        select.replaceChildren(h("option", { value: "", text: t("Please choose") }), ...names.map((name) => h("option", { value: name, text: choiceText(view.run, slot, name) })));
      }
      signature = now;
      select.value = slot.missing || slot.value === "" ? "" : String(slot.value);
      select.disabled = view.locked;
    },
    focus: () => select.focus(),
    pick: (typed) => {
      const names = namesOf(typed, view.slot.choices ?? []);
      if (names?.length !== 1) return false;
      view.answer(names[0]);
      return true;
    },
  };
}
