/** @file A form package made ready to run: nodes by key, repeat chains, closures compiled on first use. */

import { compile } from "./evaluate.js";
import { BLANK } from "./values.js";

/** @typedef {import("./evaluate.js").Closure} Closure */
/**
 * @typedef {{ key: string, name: string, type: string, parent: string, repeat: string, section: string, [facet: string]: any }} Node
 * @typedef {{ name: string, label?: any, media?: any, columns?: Record<string, string> }} Choice
 */

/** How a facet becomes a closure, where it is not just an expression; families.js fills it. @type {Record<string, typeof compile>} */
export const COMPILERS = {};

/** One computed facet in the order of evaluation. It is compiled when it is first evaluated. */
export class Entry {
  /** @param {Form} form @param {string} key @param {string} facet */
  constructor(form, key, facet) {
    this.form = form;
    this.key = key;
    this.facet = facet;
    const node = /** @type {Node} */ (form.nodes.get(key));
    this.tree = node[facet];
    this.chain = form.chainOf(key);
    /** a calculation with a trigger runs when the trigger changes, and only then */
    this.triggered = facet === "calculation" && Boolean(node.trigger);
    /** whether it reads other instances of a repeat it stands in */
    this.wide = this.chain.length > 0 && readsSiblings(this.tree, new Set(this.chain));
    /** @type {Closure | null} */
    this.compiled = null;
  }

  /** @returns {Closure} */
  get closure() {
    this.compiled ??= this.#compile();
    return this.compiled;
  }

  /** @returns {Closure} */
  #compile() {
    const { form, key, facet, tree } = this;
    if (!tree) return () => BLANK; // a trigger without a calculation clears the item
    return (COMPILERS[facet] ?? compile)(tree, form.placeOf(key));
  }
}

export class Form {
  /** @param {any} pack a form package, docs/form-package.md */
  constructor(pack) {
    this.pack = pack;
    /** @type {Map<string, Node>} */
    this.nodes = new Map();
    /** @type {Map<string, Node[]>} children by parent, document order; "" is the top */
    this.children = new Map([["", []]]);
    /** @type {Map<string, Node[]>} nodes whose nearest repeat is the key; "" is none */
    this.inRepeat = new Map([["", []]]);
    for (const node of pack.nodes) this.#add(node);
    /** @type {Map<string, string[]>} */
    this.chains = new Map();
    /** @type {Entry[]} */
    this.order = pack.graph.order.map((/** @type {[string, string]} */ [key, facet]) => new Entry(this, key, facet));
    /** @type {Record<string, number[]>} */
    this.dependents = pack.graph.dependents;
    /** @type {Map<string, number[]>} entries of `order` by the repeat their node stands in */
    this.entriesInRepeat = new Map();
    this.order.forEach(({ key }, index) => push(this.entriesInRepeat, this.nodes.get(key)?.repeat ?? "", index));
    /** @type {Map<string, string[]>} */
    this.names = new Map();
    /** @type {Map<string, Record<string, string>[]>} */
    this.rows = new Map();
    /** @type {Map<string, Map<string, Choice>>} */
    this.choicesByName = new Map();
  }

  /** @param {Node} node */
  #add(node) {
    this.nodes.set(node.key, node);
    push(this.children, node.parent, node);
    push(this.inRepeat, node.repeat, node);
  }

  /** The repeats around a node, outermost first, without itself. @param {string} key @returns {string[]} */
  chainOf(key) {
    let chain = this.chains.get(key);
    if (!chain) {
      const repeat = this.nodes.get(key)?.repeat ?? "";
      chain = repeat ? [...this.chainOf(repeat), repeat] : [];
      this.chains.set(key, chain);
    }
    return chain;
  }

  /** @param {string} key the node whose expression it is @param {any} tree @returns {Closure} */
  compile(key, tree) {
    return compile(tree, this.placeOf(key));
  }

  /** @param {string} key @returns {import("./evaluate.js").Place} */
  placeOf(key) {
    return { chain: this.chainOf(key), node: this.nodes.get(key), form: this };
  }

  /** @param {Node} node a select @param {string} code @returns {Choice | undefined} */
  choiceByName(node, code) {
    let byName = this.choicesByName.get(node.list);
    if (!byName) {
      /** @type {Choice[]} */
      const choices = this.pack.choices?.[node.list] ?? this.table(node.list) ?? [];
      byName = new Map(choices.map((choice) => [choice.name, choice]));
      this.choicesByName.set(node.list, byName);
    }
    return byName.get(code);
  }

  /** A list or table as flat rows, for lookups and predicates. @param {string} list */
  rowsOf(list) {
    let rows = this.rows.get(list);
    if (!rows) {
      const choices = this.pack.choices?.[list];
      rows = choices
        ? choices.map((/** @type {Choice} */ choice) => ({ ...choice.columns, name: choice.name, label: this.anyText(choice.label) }))
        : this.table(list) ?? [];
      this.rows.set(list, rows ?? []);
    }
    return rows ?? [];
  }

  /** All choices of a list, in its order. @param {string} list @returns {string[]} */
  namesOf(list) {
    let names = this.names.get(list);
    if (!names) this.names.set(list, (names = this.rowsOf(list).map((row) => row.name)));
    return names;
  }

  /** @param {string} list */
  table(list) {
    return this.pack.tables?.[list] ?? this.pack.tables?.[`${list}.csv`];
  }

  /** @param {any} texts */
  anyText(texts) {
    if (typeof texts === "string") return texts;
    return texts?.[this.pack.default_language] ?? Object.values(texts ?? {})[0] ?? "";
  }

  /** The item of a repeat that names mean; `group/name` where the name alone is not its key. @param {string} repeat @param {string[]} names */
  childKey(repeat, names) {
    const inside = this.inRepeat.get(repeat) ?? [];
    const path = names.join("/");
    const found = inside.find(({ key }) => key === path || key.endsWith(`/${path}`)) ?? inside.find(({ name }) => name === names.at(-1));
    return found?.key ?? "";
  }

  /** The missing codes an item offers. @param {Node} node @returns {string[]} */
  missingOf(node) {
    return node.missing ?? this.pack.missing ?? [];
  }
}

/** @template K, V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Whether a tree names an enclosing repeat as a whole, or any of its other instances. @param {any} tree @param {Set<string>} enclosing @returns {boolean} */
function readsSiblings(tree, enclosing) {
  if (!Array.isArray(tree)) return false;
  if (tree[0] === "filter" || (tree[0] === "call" && (tree[1] === "indexed-repeat" || tree[1] === "position"))) return true;
  if (tree.length === 2 && (tree[0] === "item" || tree[0] === "repeat") && enclosing.has(tree[1])) return true;
  return tree.some((part) => readsSiblings(part, enclosing));
}
