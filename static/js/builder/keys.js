/** @file The keys of the builder, for those who ask. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { openDialog } from "./dialogs.js";

export function showKeys() {
  const keys = [
    ["/", t("Add something")], ["Enter", t("Edit the chosen item; in its label: back to the outline")], ["Ctrl+Enter", t("In a label: add another item of the same type")],
    ["Esc", t("Back to the outline")], ["↑ ↓ ← →", t("Go through the outline, fold and unfold")], ["Alt+↑ ↓", t("Move the item")], ["Alt+← →", t("Out of a group, into the group above")],
    [t("Shift+↑ ↓"), t("Choose several")], ["Ctrl+D", t("Duplicate")], [t("Del"), t("Delete")], [t("Letters"), t("Find an item by its label or name")],
    ["Ctrl+Z", t("Undo")], [t("Ctrl+Shift+Z"), t("Redo")], ["Ctrl+S", t("Save now")], [t("Ctrl+Space"), t("In a formula: suggestions")],
  ];
  openDialog(t("Keys"), [h("dl", { class: "keys" }, ...keys.flatMap(([key, words]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text: words })]))]);
}
