/** @file What is new in the outline: an item of some type, another one like it, several from lines of text. */

import { t } from "../player/texts.js";
import { inserting, newNode, targetFor } from "./commands.js";
import { isContainer, kindOf, typeOf } from "./tree.js";
import { startOf, yesNo } from "./types.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./tree.js").Node} Node @typedef {import("./document.js").Operation} Operation */

/** @param {Builder} app @param {import("./types.js").Offer} offer */
export function addOffer(app, offer) {
  const { values, operations } = startOf(app, offer);
  const node = newNode(app.draft, offer.kind, { name: offer.kind, ...values });
  insert(app, [node], operations, offer.label);
  app.unnamed.add(node.id);
  app.showNew([node], { isEdited: true });
}

/** The same type once more, below. @param {Builder} app @param {Node} node */
export function addAnother(app, node) {
  const { type } = app.draft.find(node.id) ?? node;
  if (isContainer(node)) {
    app.openPalette();
    return;
  }
  const another = newNode(app.draft, "item", { name: "item", type, label: {} });
  insert(app, [another], [], app.typeLabel(typeOf(node)));
  app.unnamed.add(another.id);
  app.showNew([another], { isEdited: true });
}

/** @param {Builder} app @param {{ name: string, label: Record<string, string> }[]} found @param {string} type a type or "yes-no" */
export function addMany(app, found, type) {
  const offer = type === "yes-no" ? yesNo() : { name: type, kind: "item", type, label: "", help: "" };
  const { values, operations } = startOf(app, offer);
  const taken = app.takenNames();
  const nodes = found.map(({ name, label }) => newNode(app.draft, "item", { ...values, name, label }, taken));
  insert(app, nodes, operations, t("Paste lines as items"));
  app.showNew(nodes, { isEdited: false });
}

/** Behind what is chosen; a questionnaire without sections gets its first. @param {Builder} app @param {Node[]} nodes @param {Operation[]} before @param {string} what */
function insert(app, nodes, before, what) {
  let target = targetFor(app.draft, app.active, kindOf(nodes[0]));
  const operations = [...before];
  if (!target) {
    const section = newNode(app.draft, "section", { name: "section", label: {} });
    operations.push({ do: "insert", into: "sections", at: 0, value: section });
    target = { into: section.id, at: 0 };
  }
  app.act(t("Add: {what}", { what }), [...operations, ...inserting(target, nodes)], { focus: nodes[0].id });
}
