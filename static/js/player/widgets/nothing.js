/** @file A note: text and nothing to answer. */

import { h } from "../dom.js";

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  return { element: h("div", { class: "widget-note" }), update: () => {}, focus: () => view.element.focus() };
}
