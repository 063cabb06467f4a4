/** @file Two people changed the same field: both versions side by side, and a choice for each. */

import { freshId, h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, openDialog } from "./dialogs.js";
import { wordFor } from "./properties.js";
import { nameOf, titleOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./saving.js").Conflict} Conflict */

/** @param {Builder} app @param {Conflict[]} conflicts @param {(mine: Conflict[]) => void} decide */
export function showConflicts(app, conflicts, decide) {
  const rows = conflicts.map((conflict) => ({ conflict, ...row(app, conflict) }));
  const all = (/** @type {string} */ side) => () => { for (const one of rows) one.choose(side); };
  const dialog = openDialog(t("Changed by two people"), [
    h("p", { text: t("Somebody else changed the same fields while you worked. Nothing is lost: choose what shall stay.") }),
    h("div", { class: "row" }, button(t("All of mine"), all("mine"), { kind: "quiet" }), button(t("All of theirs"), all("theirs"), { kind: "quiet" })),
    ...rows.map((one) => one.element),
  ], { size: "wide", actions: [button(t("Keep what I chose"), () => dialog.close(), { kind: "primary" })], onClose: () => decide(rows.filter((one) => one.side() === "mine").map((one) => one.conflict)) });
}

/** @param {Builder} app @param {Conflict} conflict */
function row(app, conflict) {
  const name = freshId("conflict");
  const options = /** @type {[string, string, any][]} */ ([["mine", t("Mine"), conflict.mine], ["theirs", conflict.by ? t("By {name}", { name: conflict.by }) : t("Theirs"), conflict.theirs]]);
  const boxes = options.map(([side, words, value]) => {
    const radio = h("input", { type: "radio", name, value: side, checked: side === "mine" });
    return { radio, element: h("label", { class: "choice conflict-side" }, radio, h("span", {}, h("strong", { text: words }), h("span", { class: "conflict-value", text: shown(value) }))) };
  });
  return {
    element: h("fieldset", { class: "conflict" }, h("legend", { text: `${place(app, conflict)} – ${conflict.key ? wordFor(conflict.key) : t("Deleted")}` }), ...boxes.map((box) => box.element)),
    side: () => boxes.find((box) => box.radio.checked)?.radio.value ?? "theirs",
    choose: (/** @type {string} */ side) => { for (const box of boxes) box.radio.checked = box.radio.value === side; },
  };
}

/** @param {Builder} app @param {Conflict} conflict */
function place(app, { id }) {
  const found = app.draft.find(id);
  if (!found) return id === "scheme" ? t("Scoring scheme") : t("Questionnaire");
  return titleOf(found, app.language) || found.name || nameOf(found);
}

/** @param {any} value @returns {string} */
function shown(value) {
  if (value === null || value === undefined || value === "") return t("(nothing)");
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value).filter(([key]) => key !== "id").map(([key, one]) => `${key}: ${typeof one === "object" ? JSON.stringify(one) : one}`).join(" · ");
}
