/** @file Finds rows that share one list of options: they stand together as a grid (grid.js). */

import { isSelect } from "../interview/types.js";

/** @typedef {import("../interview/instance.js").Slot} Slot */
/** @typedef {{ head: Slot | null, rows: Slot[] }} Block `head`: a row that only shows the options */

/** More columns than this do not fit beside a label. */
const MOST_COLUMNS = 11;

/** @param {string} appearance @param {string} word */
const has = (appearance, word) => appearance.split(/\s+/).includes(word);

/** A row that only heads a grid asks nothing. @param {import("../interview/form.js").Node} node */
export function isHead(node) {
  return isSelect(node) && has(node.appearance ?? "", "label");
}

/** The visible children of a container in blocks: rows of a grid together, all others alone. @param {Slot[]} slots @param {string} appearance of the container @returns {Block[]} */
export function blocksOf(slots, appearance) {
  /** @type {Block[]} */
  const blocks = [];
  for (const slot of slots) {
    const last = blocks.at(-1);
    if (isHead(slot.node)) blocks.push({ head: slot, rows: [] });
    else if (last && isRow(slot, appearance) && joins(last, slot, appearance)) last.rows.push(slot);
    else blocks.push({ head: null, rows: [slot] });
  }
  return blocks.filter(({ rows }) => rows.length);
}

/** @param {Block} block */
export function isGrid({ head, rows }) {
  return head !== null || rows.length > 1;
}

/** @param {Block} block @param {Slot} slot @param {string} appearance */
function joins({ head, rows }, slot, appearance) {
  const first = rows[0] ?? head;
  return (head === first || isRow(first, appearance)) && first.node.list === slot.node.list
    && (rows.length === 0 || first.node.type === slot.node.type);
}

/** @param {Slot} slot @param {string} container its appearance */
function isRow({ node, choices }, container) {
  if (!isSelect(node) || node.type === "rank" || node.or_other || node.choice_filter || node.parameters?.randomize) return false;
  const wanted = ["table-list", "likert"].some((word) => has(container, word)) || ["list-nolabel", "likert"].some((word) => has(node.appearance ?? "", word));
  return wanted && (choices ?? []).length <= MOST_COLUMNS;
}
