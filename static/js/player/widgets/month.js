/** @file Dates of which only the month or the year is asked (`month-year`, `year`): kept as their first day. */

import { momentJson } from "../../interview/moments.js";
import { isMoment } from "../../interview/values.js";
import { h, setText } from "../dom.js";
import { monthName, t } from "../texts.js";

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const yearOnly = !/\bmonth-year\b/.test(view.slot.node.appearance ?? "");
  const select = h("select", { class: "input", hidden: yearOnly, "aria-describedby": `${view.id}-problem`, on: { change: settle } });
  const year = h("input", { class: "input input-number", type: "text", inputmode: "numeric", maxlength: 4, autocomplete: "off", "aria-describedby": `${view.id}-problem`, on: { change: settle } });
  const words = h("span", { class: "visually-hidden" });
  let language = "";

  function settle() {
    const text = year.value.trim();
    if (!text && !select.value) return view.answer(null);
    if (!text || (!yearOnly && !select.value)) return undefined;
    return view.answer(/^\d{4}$/.test(text) ? `${text}-${yearOnly ? "01" : select.value}-01` : text);
  }

  return {
    element: h("div", { class: "widget-month row" }, select, h("label", {}, words, year)),
    update: (slot) => {
      if (language !== view.run.language) {
        language = view.run.language;
        const kept = select.value;
        select.replaceChildren(h("option", { value: "", text: t("Month") }), ...MONTHS.map((number) => h("option", { value: number, text: monthName(Number(number)) })));
        select.value = kept;
        select.setAttribute("aria-label", t("Month"));
        setText(words, t("Year"));
        year.placeholder = t("Year");
      }
      select.disabled = view.locked;
      year.toggleAttribute("readonly", view.locked);
      const day = !slot.missing && isMoment(slot.value) ? momentJson(slot.value) : "";
      if (day) [year.value, select.value] = [day.slice(0, 4), yearOnly ? "" : day.slice(5, 7)];
      else if (slot.missing) year.value = select.value = "";
    },
    typing: () => document.activeElement === year,
    settle,
    focus: () => (yearOnly ? year : select).focus(),
  };
}
