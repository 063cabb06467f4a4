/** @file Which facets must be evaluated again, in which instances, in topological order. */

import { below } from "./instance.js";

/** @typedef {import("./instance.js").Instance} Instance @typedef {import("./form.js").Form} Form */

/** A form whose facets run in a circle is refused at publishing; this is the belt to those braces. */
const EVALUATIONS_PER_ENTRY = 50;

export class Marks {
  /** @param {Form} form @param {Instance} root */
  constructor(form, root) {
    this.form = form;
    this.root = root;
    /** @type {(Set<Instance> | undefined)[]} by entry of `order` */
    this.marked = new Array(form.order.length);
    /** one bit for each entry, so that finding the next mark does not cost a look at every entry */
    this.words = new Uint32Array((form.order.length >>> 5) + 1);
    this.firstWord = this.words.length;
    this.waiting = 0;
  }

  /** Everything that reads an item of `source` is evaluated again. @param {string} key @param {Instance} source */
  readersOf(key, source) {
    for (const index of this.form.dependents[key] ?? []) this.#mark(index, source);
  }

  /** The same, but calculations that wait for a trigger go on waiting. @param {string} key @param {Instance} source */
  untriggeredReadersOf(key, source) {
    for (const index of this.form.dependents[key] ?? []) if (!this.form.order[index].triggered) this.#mark(index, source);
  }

  /** Every facet of a repeat's instance and of what it holds. @param {string} repeat @param {Instance} at */
  inside(repeat, at) {
    for (const index of this.form.entriesInRepeat.get(repeat) ?? []) if (!this.form.order[index].triggered) this.#markAt(index, at);
    for (const [inner, instances] of at.repeats) for (const child of instances) this.inside(inner, child);
  }

  /** An entry is evaluated again wherever it can see `source`. @param {number} index @param {Instance} source */
  #mark(index, source) {
    const { chain, wide } = this.form.order[index];
    if (!chain.length) return this.#markAt(index, this.root);
    let [start, rest] = [this.root, chain];
    if (!wide) {
      const line = source.line;
      let common = 0;
      while (common < chain.length && line[common + 1]?.repeat === chain[common]) common++;
      [start, rest] = [line[common], chain.slice(common)];
    }
    for (const at of below(start, rest)) this.#markAt(index, at);
  }

  /** @param {number} index @param {Instance} at */
  #markAt(index, at) {
    const marked = this.marked[index];
    if (marked) {
      marked.add(at);
      return;
    }
    const word = index >>> 5;
    this.marked[index] = new Set([at]);
    this.words[word] |= 1 << (index & 31);
    this.firstWord = Math.min(this.firstWord, word);
    this.waiting++;
  }

  /** The first marked entry; its mark goes. */
  #take() {
    while (this.words[this.firstWord] === 0) this.firstWord++;
    const word = this.words[this.firstWord];
    const lowest = word & -word;
    this.words[this.firstWord] ^= lowest;
    this.waiting--;
    return (this.firstWord << 5) + 31 - Math.clz32(lowest);
  }

  /** Evaluates until nothing is marked; evaluating may mark more. @param {(index: number, at: Instance) => void} evaluate */
  drain(evaluate) {
    for (let left = EVALUATIONS_PER_ENTRY * this.form.order.length + 1000; this.waiting > 0 && left > 0; left--) {
      const index = this.#take();
      const marked = /** @type {Set<Instance>} */ (this.marked[index]);
      this.marked[index] = undefined;
      for (const at of marked) evaluate(index, at);
    }
  }
}
