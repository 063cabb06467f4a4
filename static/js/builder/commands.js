/** @file What a person does to the outline, as operations on the draft. Pure but for fresh ids. */

import { freshName } from "./names.js";
import { renamedWithin } from "./references.js";
import { everyNode, freshKey, isContainer, kindOf, nameOf, walk } from "./tree.js";

/** @typedef {import("./document.js").Draft} Draft @typedef {import("./document.js").Operation} Operation @typedef {import("./tree.js").Node} Node */
/** @typedef {{ into: string, at: number }} Target a list and a position in it */

/** @param {Draft} draft @returns {Set<string>} */
export const takenNames = (draft) => new Set([...everyNode(draft.content)].map(({ node }) => nameOf(node)));

/** A new node. @param {Draft} draft @param {string} kind @param {Record<string, any>} values @param {Set<string>} [taken] @returns {Node} */
export function newNode(draft, kind, values, taken = takenNames(draft)) {
  const { name = kind, ...rest } = values;
  const free = freshName(name, taken);
  taken.add(free);
  const node = { id: freshKey(), [kind]: free, ...rest };
  return kind === "item" ? node : { ...node, items: rest.items ?? [] };
}

/** Where something new of this kind goes when `id` is chosen: into a container, behind an item. @param {Draft} draft @param {string} id @param {string} kind @returns {Target | null} */
export function targetFor(draft, id, kind) {
  const sections = draft.content.document.sections;
  if (kind === "section") {
    const at = sections.findIndex((/** @type {Node} */ section) => section.id === topOf(draft, id));
    return { into: "sections", at: at < 0 ? sections.length : at + 1 };
  }
  const node = draft.find(id);
  if (node && isContainer(node)) return { into: id, at: (node.items ?? []).length };
  const place = draft.place(id);
  if (place) return { into: place.into, at: place.index + 1 };
  const last = sections.at(-1);
  return last ? { into: last.id, at: last.items.length } : null;
}

/** @param {Draft} draft @param {string} id the section it stands in */
function topOf(draft, id) {
  let at = id;
  for (let up = draft.parent(at); up; up = draft.parent(at)) at = up.id;
  return at;
}

/** @param {Target} target @param {Node[]} nodes @returns {Operation[]} */
export const inserting = (target, nodes) => nodes.map((value, index) => ({ do: "insert", into: target.into, at: target.at + index, value }));

/** The chosen nodes in document order, without those inside another chosen one. @param {Draft} draft @param {string[]} ids @returns {Node[]} */
export function outermost(draft, ids) {
  const chosen = new Set(ids);
  /** @type {Node[]} */
  const found = [];
  /** @param {Node[]} nodes */
  const look = (nodes) => {
    for (const node of nodes) {
      if (chosen.has(node.id)) found.push(node);
      else if (node.items) look(node.items);
    }
  };
  look(draft.content.document.sections);
  return found;
}

/** @param {Draft} draft @param {string[]} ids @returns {Operation[]} */
export const removing = (draft, ids) => outermost(draft, ids).map((node) => ({ do: "remove", id: node.id }));

/** Copies with fresh ids and names; what refers to one another within the copies refers to the copies. @param {Draft} draft @param {Node[]} nodes @returns {Node[]} */
export function copies(draft, nodes) {
  const taken = takenNames(draft);
  /** @type {Map<string, string>} */
  const names = new Map();
  const fresh = structuredClone(nodes);
  for (const { node } of walk(fresh)) {
    const name = nameOf(node);
    const next = freshName(name, taken);
    taken.add(next);
    if (next !== name) names.set(name, next);
    node.id = freshKey();
    node[kindOf(node)] = next;
  }
  return fresh.map((node) => renamedWithin(node, names));
}

/** @param {Draft} draft @param {string[]} ids @returns {{ operations: Operation[], ids: string[] }} */
export function duplicating(draft, ids) {
  const nodes = outermost(draft, ids);
  const place = nodes.length ? draft.place(/** @type {Node} */ (nodes.at(-1)).id) : null;
  if (!place) return { operations: [], ids: [] };
  const made = copies(draft, nodes);
  return { operations: inserting({ into: place.into, at: place.index + 1 }, made), ids: made.map((node) => node.id) };
}

/** Whether a node may stand in a list: sections at the top, everything else below them. @param {Node} node @param {string} into */
export const mayStandIn = (node, into) => (kindOf(node) === "section") === (into === "sections");

/**
 * Moves nodes before `before` in a list, or to its end.
 * @param {Draft} draft @param {string[]} ids @param {string} into @param {string} [before] id @returns {Operation[]}
 */
export function moving(draft, ids, into, before = "") {
  const nodes = outermost(draft, ids).filter((node) => mayStandIn(node, into));
  const moved = new Set(nodes.map((node) => node.id));
  for (const { node } of walk(nodes)) if (node.id === into) return [];
  const list = draft.list(into);
  if (!list || !nodes.length) return [];
  let anchor = before;
  while (anchor && moved.has(anchor)) anchor = list[list.findIndex((one) => one.id === anchor) + 1]?.id ?? "";
  const rest = list.filter((one) => !moved.has(one.id));
  const at = anchor ? rest.findIndex((one) => one.id === anchor) : rest.length;
  const order = [...rest.slice(0, at), ...nodes, ...rest.slice(at)];
  if (order.length === list.length && order.every((node, index) => node.id === list[index].id)) return [];
  return [...nodes.map((node) => /** @type {Operation} */ ({ do: "remove", id: node.id })), ...inserting({ into, at }, structuredClone(nodes))];
}

/** One step up or down; over the edge of a container into its neighbour. @param {Draft} draft @param {string[]} ids @param {1 | -1} by @returns {Operation[]} */
export function shifting(draft, ids, by) {
  const nodes = outermost(draft, ids);
  const first = nodes[0];
  const edge = by < 0 ? first : nodes.at(-1);
  const place = edge ? draft.place(edge.id) : null;
  if (!place || nodes.some((node) => draft.place(node.id)?.into !== place.into)) return [];
  const neighbour = place.list[place.index + by];
  if (neighbour) {
    const before = by < 0 ? neighbour.id : place.list[place.index + 2]?.id ?? "";
    return moving(draft, ids, place.into, before);
  }
  return overEdge(draft, ids, place.into, by);
}

/** @param {Draft} draft @param {string[]} ids @param {string} into the container that is left @param {1 | -1} by @returns {Operation[]} */
function overEdge(draft, ids, into, by) {
  const outer = draft.place(into);
  if (!outer) return [];
  if (outer.into !== "sections") return moving(draft, ids, outer.into, by < 0 ? into : outer.list[outer.index + 1]?.id ?? "");
  const next = outer.list[outer.index + by];
  if (!next) return [];
  return moving(draft, ids, next.id, by < 0 ? "" : next.items[0]?.id ?? "");
}

/** Out of a group, behind it. @param {Draft} draft @param {string[]} ids @returns {Operation[]} */
export function outdenting(draft, ids) {
  const place = draft.place(outermost(draft, ids)[0]?.id ?? "");
  const outer = place ? draft.place(place.into) : null;
  if (!outer || outer.into === "sections") return [];
  return moving(draft, ids, outer.into, outer.list[outer.index + 1]?.id ?? "");
}

/** Into the group or repeat above, at its end. @param {Draft} draft @param {string[]} ids @returns {Operation[]} */
export function indenting(draft, ids) {
  const place = draft.place(outermost(draft, ids)[0]?.id ?? "");
  const above = place?.list[place.index - 1];
  if (!above || !isContainer(above)) return [];
  return moving(draft, ids, above.id);
}
