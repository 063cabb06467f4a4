/** @file A path or an area: corner by corner from the device, or typed, one line each. */

import { h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { here } from "./position.js";

const LEAST = /** @type {Record<string, number>} */ ({ geotrace: 2, geoshape: 3 });

/** Lines as typed -> points, or null if one cannot be read. @param {string} text @returns {string[] | null} */
export function pointsOf(text) {
  const lines = text.split(/[\n;]+/).map((line) => line.trim()).filter(Boolean);
  const points = lines.map((line) => line.replaceAll(",", " ").split(/\s+/).map(Number));
  const isSound = points.every(([lat, lon]) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180);
  return isSound ? points.map(([lat, lon, alt = 0, accuracy = 0]) => `${lat} ${lon} ${alt} ${accuracy}`) : null;
}

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { type } = view.slot.node;
  const status = h("p", { class: "widget-status", role: "status" });
  const button = (/** @type {string} */ sign, /** @type {() => void} */ click) => h("button", { type: "button", class: "button button-secondary", on: { click } }, icon(sign), h("span", {}));
  const [add, undo] = [button("map-pin", () => void take()), button("undo-2", () => keep(points.slice(0, -1)))];
  const area = h("textarea", { class: "input", rows: 4, spellcheck: "false", on: { change: byHand } });
  const manual = h("details", { class: "widget-manual" }, h("summary", {}), area);
  /** corners so far; an answer only once there are enough @type {string[]} */
  let points = [];

  /** @param {string[]} next */
  function keep(next) {
    points = next;
    const closed = type === "geoshape" && points.length >= LEAST[type] ? [...points, points[0]] : points;
    view.answer(points.length >= LEAST[type] ? closed.join(";") : null);
    show();
  }

  async function take() {
    setText(status, t("Looking for the position …"));
    const point = await here();
    if (point) keep([...points, point]);
    else setText(status, t("No position found. You can go on without it."));
  }

  function byHand() {
    const read = pointsOf(area.value);
    if (read) keep(read);
    else setText(status, t("Latitude goes from -90 to 90, longitude from -180 to 180."));
  }

  function show() {
    area.value = points.map((point) => point.split(" ").slice(0, 2).join(" ")).join("\n");
    undo.disabled = view.locked || !points.length;
    const missing = LEAST[type] - points.length;
    setText(status, !points.length ? "" : missing > 0 ? t("Points: {count}; {missing} more needed", { count: points.length, missing }) : t("Points: {count}", { count: points.length }));
  }

  return {
    element: h("div", { class: "widget-place" }, h("div", { class: "row" }, add, undo), status, manual),
    update: (slot) => {
      setText(add.lastElementChild, t("Add this position"));
      setText(undo.lastElementChild, t("Remove the last"));
      setText(manual.firstElementChild, t("Enter by hand"));
      area.setAttribute("aria-label", t("Latitude and longitude, one point in each line"));
      add.disabled = area.disabled = view.locked;
      const given = typeof slot.value === "string" && slot.value && !slot.missing ? slot.value.split(";") : [];
      if (given.length) points = type === "geoshape" && given.length > 1 && given[0] === given.at(-1) ? given.slice(0, -1) : given;
      else if (slot.missing) points = [];
      show();
    },
    focus: () => add.focus(),
  };
}
