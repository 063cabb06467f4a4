/** @file The order in which options are offered and the children of a rotated section or group are asked: drawn once, by the seed. */

import { ParkMiller, hash32, shuffled } from "./prng.js";
import { toNumber } from "./values.js";

/** @typedef {import("./form.js").Node} Node @typedef {import("./instance.js").Instance} Instance */

/** The names on offer: as the author wrote them, or shuffled by the item's or the interview's seed. @param {import("./state.js").Interview} run @param {import("./instance.js").Slot} slot @param {string[]} names */
export function inOrder(run, slot, names) {
  const { randomize, seed = "" } = slot.node.parameters ?? {};
  if (String(randomize) !== "true") return names;
  const given = toNumber(String(seed));
  return shuffled(names, Number.isNaN(given) ? hash32(`${run.seed}:${slot.path}`) : given);
}

/** The children of a container as this interview asks them. @param {import("./state.js").Interview} run @param {string} parent @param {Instance} at @returns {Node[]} */
export function childrenOf(run, parent, at) {
  const nodes = run.form.children.get(parent) ?? [];
  const way = run.form.nodes.get(parent)?.rotate;
  return way ? rotated(nodes, way, hash32(`${run.seed}:${at.slots.get(parent)?.path}`)) : nodes;
}

/** `shuffle`: any order; `cycle`: the given order from a drawn start. Pinned children keep their places. @param {Node[]} nodes @param {string} way @param {number} seed @returns {Node[]} */
export function rotated(nodes, way, seed) {
  const blocks = blocksOf(nodes);
  const free = blocks.filter(([first]) => !first.pin);
  const drawn = way === "shuffle" ? shuffled(free, seed) : cycled(free, seed);
  return blocks.flatMap((block) => (block[0].pin ? block : /** @type {Node[]} */ (drawn.shift())));
}

/** What belongs together: the text of `or_other` stays behind its select. @param {Node[]} nodes */
function blocksOf(nodes) {
  /** @type {Node[][]} */
  const blocks = [];
  for (const node of nodes) {
    const before = blocks.at(-1)?.[0];
    if (before?.or_other && node.name === `${before.name}_other`) blocks.at(-1)?.push(node);
    else blocks.push([node]);
  }
  return blocks;
}

/** @param {Node[][]} blocks @param {number} seed */
function cycled(blocks, seed) {
  const start = Math.floor(new ParkMiller(seed).next() * blocks.length);
  return [...blocks.slice(start), ...blocks.slice(0, start)];
}
