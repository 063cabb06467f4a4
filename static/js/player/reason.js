/** @file Where a person says why something is right as it stands: a doubt about an answer, a rule, a question of the review. */

import { freshId, h, icon } from "./dom.js";
import { t } from "./texts.js";

/** @param {(words: string) => void} say @returns {HTMLElement} */
export function reasonBox(say) {
  const id = freshId("reason");
  const reason = h("input", { type: "text", class: "input", id, maxlength: 500 });
  const confirm = () => {
    if (reason.value.trim()) say(reason.value.trim());
    else reason.focus();
  };
  reason.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    confirm();
  });
  return h("div", { class: "item-confirm" }, h("label", { for: id, text: t("It is right, because") }), reason,
    h("button", { type: "button", class: "button button-secondary", on: { click: confirm } }, icon("check"), t("Confirm")));
}
