/** @file Deleting: at once and undone in one press; asked for only where others refer to what goes. */

import { h } from "../player/dom.js";
import { t } from "../player/texts.js";
import { outermost, removing } from "./commands.js";
import { confirmDialog, say } from "./dialogs.js";
import { dependentsOf } from "./references.js";
import { titleOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Node} Node */

const MOST_NAMED = 12;

/** @param {Builder} app */
export function removeChosen(app) {
  const nodes = outermost(app.draft, app.selection);
  if (!nodes.length || !app.mayEdit) return;
  const { nodes: others, rules, scheme, examples } = dependentsOf(app.draft.content, new Set(nodes.map((node) => node.id)));
  const named = [...others.map((node) => titleOf(node, app.language)), ...rules.map((rule) => t("Rule {name}", { name: rule.rule })), ...(scheme ? [t("the scoring scheme")] : []), ...examples.map((example) => example.name)];
  if (!named.length) {
    removeNow(app, nodes);
    return;
  }
  const text = nodes.length === 1 ? t("“{name}” is used elsewhere:", { name: titleOf(nodes[0], app.language) }) : t("What you delete is used elsewhere:");
  confirmDialog(t("Delete all the same?"), [h("p", { text }), h("ul", {}, ...named.slice(0, MOST_NAMED).map((name) => h("li", { text: name })))], t("Delete"), () => removeNow(app, nodes));
}

/** @param {Builder} app @param {Node[]} nodes */
function removeNow(app, nodes) {
  const ids = nodes.map((node) => node.id);
  const rows = app.outline.rows.map((row) => row.node.id);
  const last = rows.indexOf(/** @type {string} */ (ids.at(-1)));
  const stays = (/** @type {string} */ id) => !app.outline.isWithin(id, ids);
  const next = rows.slice(last + 1).find(stays) ?? rows.slice(0, last).reverse().find(stays);
  const text = nodes.length === 1 ? t("“{name}” was deleted.", { name: titleOf(nodes[0], app.language) }) : t("{count} were deleted.", { count: nodes.length });
  app.act(t("Delete"), removing(app.draft, ids), { focus: ids[0] });
  app.select([next ?? "document"]);
  app.outline.focus();
  say(text, { act: [t("Undo"), () => app.undo()] });
}
