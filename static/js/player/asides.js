/** @file What stands above a question for the person who asks it: what to read aloud, a note, more about it. */

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/** @param {(property: string) => string} text of the item, in the language of the interview @returns {HTMLElement[]} */
export function asidesOf(text) {
  const [readAloud, note, guidance] = ["read_aloud", "interviewer_note", "guidance_hint"].map(text);
  return [
    readAloud && h("p", { class: "item-read-aloud" }, h("span", { class: "item-tag" }, icon("message-square"), t("Read aloud")), readAloud),
    note && h("p", { class: "item-note" }, h("span", { class: "item-tag" }, icon("info"), t("For you")), note),
    guidance && h("details", { class: "item-guidance" }, h("summary", { text: t("More about this item") }), h("p", { text: guidance })),
  ].filter(Boolean);
}
