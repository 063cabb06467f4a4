/** @file Preview only: which items are hidden now, and by which condition. */

import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { h } from "./dom.js";
import { culprit } from "./remote.js";
import { t } from "./texts.js";

/** @param {import("./player.js").Player} player @returns {HTMLElement} */
export function whyHidden(player) {
  const { run, boot } = player;
  const hidden = [...run.slots()].filter((slot) => isQuestion(slot.node) && !slot.relevant);
  const sources = boot.sources ?? {};
  const rows = hidden.map((slot) => {
    const cause = culprit(slot);
    const source = sources[cause.node.key]?.relevant;
    return h("li", {}, h("strong", { text: textOf(run, slot, "label") || slot.path }),
      source ? h("code", { text: source }) : h("span", { text: t("because of: {name}", { name: cause.node.name }) }));
  });
  return h("details", { class: "why-hidden" }, h("summary", { text: t("Hidden now: {count}", { count: hidden.length }) }), h("ul", { role: "list" }, ...rows));
}
