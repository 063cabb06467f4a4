/** @file The outline as a flat list of rows, and finding one by what is typed. Pure. */

import { everyNode, isContainer, nameOf, titleOf } from "./tree.js";

/** @typedef {import("./tree.js").Content} Content @typedef {import("./tree.js").Node} Node */
/** @typedef {{ node: Node, depth: number, size: number, position: number, isOpen: boolean | null, parent: string }} Row `isOpen` null: nothing to open */

/** The rows that are unfolded. @param {Content} content @param {Set<string>} folded ids @returns {Row[]} */
export function rowsOf(content, folded) {
  /** @type {Row[]} */
  const rows = [];
  /** @param {Node[]} nodes @param {number} depth @param {string} parent */
  const add = (nodes, depth, parent) => {
    for (const [index, node] of nodes.entries()) {
      const isOpen = isContainer(node) ? !folded.has(node.id) : null;
      rows.push({ node, depth, size: nodes.length, position: index + 1, isOpen, parent });
      if (isOpen) add(node.items ?? [], depth + 1, node.id);
    }
  };
  add(content.document.sections, 0, "");
  return rows;
}

/** The next node whose label or name holds what was typed, beginning behind `after`. @param {Content} content @param {string} typed @param {string} after id @param {string} language @returns {string} id or "" */
export function findTyped(content, typed, after, language) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return "";
  const all = [...everyNode(content)].map((step) => step.node);
  const at = all.findIndex((node) => node.id === after);
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const starts = (/** @type {Node} */ node) => titleOf(node, language).toLowerCase().startsWith(wanted) || nameOf(node).toLowerCase().startsWith(wanted);
  const holds = (/** @type {Node} */ node) => titleOf(node, language).toLowerCase().includes(wanted) || nameOf(node).toLowerCase().includes(wanted);
  return (order.find(starts) ?? order.find(holds))?.id ?? "";
}

/** What must be drawn of a long list. @param {number} count @param {number} top scrolled away, in pixels @param {number} height of the window @param {number} row height @param {number} [around] @returns {[number, number]} from, to */
export function windowOf(count, top, height, row, around = 8) {
  const from = Math.max(0, Math.floor(top / row) - around);
  return [from, Math.min(count, Math.ceil((top + height) / row) + around)];
}
