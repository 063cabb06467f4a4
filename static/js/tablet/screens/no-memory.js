/** @file The browser does not give out what the tablet keeps: said, instead of an empty page. */

import { h } from "../../player/dom.js";
import { t } from "../../player/texts.js";
import { button, heading } from "../pieces.js";

/** @returns {import("../app.js").Screen} */
export function noMemory() {
  const title = t("The memory does not answer");
  const again = button(t("Open the app again"), () => location.reload(), { kind: "primary", sign: "refresh-cw", large: true });
  return { element: h("div", { class: "stack stack-wide tablet-narrow" }, heading(title, { lead: t("Open the app again. What you have entered stays on this tablet.") }), h("p", {}, again)), title, bare: true };
}
