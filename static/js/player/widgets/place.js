/** @file A place: by the device if it knows and the person wants, by hand otherwise. It never blocks. */

import { h, icon, setText } from "../dom.js";
import { numberIn, t } from "../texts.js";
import { readNumber } from "./number.js";
import { here } from "./position.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const status = h("p", { class: "widget-status", role: "status" });
  const button = h("button", { type: "button", class: "button button-secondary", on: { click: locate } }, icon("map-pin"), h("span", {}));
  const field = (/** @type {string} */ label) => h("input", { class: "input input-number", type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label, on: { change: byHand } });
  const [lat, lon] = [field(t("Latitude")), field(t("Longitude"))];
  const manual = h("details", { class: "widget-manual" }, h("summary", { text: t("Enter by hand") }),
    h("div", { class: "row" }, h("label", {}, t("Latitude"), lat), h("label", {}, t("Longitude"), lon)));

  async function locate() {
    if (!navigator.geolocation) return setText(status, t("This device does not tell its position. You can go on without it."));
    setText(status, t("Looking for the position …"));
    const point = await here();
    if (point) view.answer(point);
    else setText(status, t("No position found. You can go on without it."));
    return undefined;
  }

  function byHand() {
    const [a, b] = [readNumber(lat.value), readNumber(lon.value)];
    if (typeof a !== "number" || typeof b !== "number") return;
    if (Math.abs(a) > 90 || Math.abs(b) > 180) return setText(status, t("Latitude goes from -90 to 90, longitude from -180 to 180."));
    view.answer(`${a} ${b} 0 0`);
  }

  return {
    element: h("div", { class: "widget-place" }, button, status, manual),
    update: (slot) => {
      button.lastElementChild.textContent = slot.value ? t("Take the position again") : t("Take the position");
      button.disabled = view.locked;
      const [a, b, , accuracy] = typeof slot.value === "string" && slot.value ? slot.value.split(" ").map(Number) : [];
      if (a === undefined) return;
      lat.value = String(a);
      lon.value = String(b);
      setText(status, `${numberIn(a, 5)}, ${numberIn(b, 5)}${accuracy ? ` · ${t("to {metres} m", { metres: numberIn(accuracy, 0) })}` : ""}`);
    },
    focus: () => button.focus(),
  };
}
