/** @file The draft in memory: every change is a list of small operations with an inverse, so that it can be undone and replayed. Pure. */

/** @typedef {import("./tree.js").Content} Content */
/**
 * `of` is a node's, choice's or example's id, or "document", "scheme" or "content"; `keys` go into it. `into` is a list: "sections",
 * "examples", "choices/<list>" or the id of a container. A value of undefined takes the key away.
 * @typedef {{ do: "set", of: string, keys: string[], value: any }} Set
 * @typedef {{ do: "insert", into: string, at: number, value: any }} Insert
 * @typedef {{ do: "remove", id: string }} Remove
 * A `splice` changes rows that have no ids: those of a table.
 * @typedef {{ do: "splice", of: string, keys: string[], at: number, remove: number, insert: any[] }} Splice
 * @typedef {Set | Insert | Remove | Splice} Operation
 * @typedef {{ label: string, undo: Operation[], redo: Operation[], run: string, focus: string }} Entry
 * @typedef {{ operations: Operation[], source: "edit" | "undo" | "redo" | "merge", structure: boolean, label: string, focus: string }} Change
 */

export class Draft {
  /** @param {Content} content */
  constructor(content) {
    this.content = complete(content);
    /** @type {Entry[]} */
    this.done = [];
    /** @type {Entry[]} */
    this.undone = [];
    /** @type {((change: Change) => void)[]} */
    this.listeners = [];
    /** @type {Places | null} */
    this.places = null;
  }

  /** @param {(change: Change) => void} listener @returns {() => void} stops listening */
  onChange(listener) {
    this.listeners.push(listener);
    return () => { this.listeners = this.listeners.filter((one) => one !== listener); };
  }

  // --- looking ------------------------------------------------------------------------------------------------

  get #places() {
    this.places ??= indexed(this.content);
    return this.places;
  }

  /** @param {string} id @returns {any} the node, choice or example */
  find(id) {
    return this.#places.get(id)?.value;
  }

  /** @param {string} id @returns {{ value: any, list: any[], into: string, index: number } | null} */
  place(id) {
    const found = this.#places.get(id);
    return found ? { ...found, index: found.list.indexOf(found.value) } : null;
  }

  /** @param {string} id @returns {any} the container of a node; null at the top */
  parent(id) {
    const place = this.#places.get(id);
    return place ? this.find(place.into) ?? null : null;
  }

  /** @param {string} into @returns {any[] | undefined} */
  list(into) {
    if (into === "sections") return this.content.document.sections;
    if (into === "examples") return this.content.examples;
    if (into.startsWith("choices/")) return this.content.document.choices?.[into.slice("choices/".length)];
    const container = this.find(into);
    return container ? (container.items ??= []) : undefined;
  }

  // --- changing -----------------------------------------------------------------------------------------------

  /**
   * Does something that can be undone. Edits of the same `run` (typing into one field) are one step of the history.
   * @param {string} label @param {Operation[]} operations @param {{ run?: string, focus?: string }} [options]
   */
  change(label, operations, { run = "", focus = "" } = {}) {
    const undo = this.#perform(operations);
    if (!undo.length) return;
    const last = this.done.at(-1);
    this.undone = [];
    if (run && last?.run === run) last.redo = operations;
    else this.done.push({ label, undo, redo: operations, run, focus });
    this.#tell({ operations, source: "edit", structure: isStructural(operations), label, focus });
  }

  /** What is typed from here on is a step of its own. */
  settle() {
    const last = this.done.at(-1);
    if (last) last.run = "";
  }

  undo() {
    return this.#travel(this.done, this.undone, "undo");
  }

  redo() {
    return this.#travel(this.undone, this.done, "redo");
  }

  /** @param {Entry[]} from @param {Entry[]} to @param {"undo" | "redo"} source @returns {Entry | null} */
  #travel(from, to, source) {
    const entry = from.pop();
    if (!entry) return null;
    entry.run = "";
    to.push(entry);
    this.#perform(entry[source]);
    this.#tell({ operations: entry[source], source, structure: isStructural(entry[source]), label: entry.label, focus: entry.focus });
    return entry;
  }

  /** What the server made of our changes and those of others; what was done here since then is done again on top. @param {Content} content @param {Operation[]} pending */
  adopt(content, pending = []) {
    this.content = complete(structuredClone(content));
    this.places = null;
    this.#perform(pending);
    this.#tell({ operations: [], source: "merge", structure: true, label: "", focus: "" });
  }

  /** @param {Operation[]} operations @returns {Operation[]} the inverse, in its order */
  #perform(operations) {
    /** @type {Operation[]} */
    const inverse = [];
    for (const operation of operations) {
      const back = this.#apply(operation);
      if (back) inverse.unshift(back);
    }
    return inverse;
  }

  /** One operation; null where its target is gone. @param {Operation} operation @returns {Operation | null} */
  #apply(operation) {
    if (operation.do === "set") return this.#set(operation);
    if (operation.do === "insert") return this.#insert(operation);
    if (operation.do === "splice") return this.#splice(operation);
    return this.#remove(operation);
  }

  /** @param {Set} operation @returns {Operation | null} */
  #set({ of, keys, value }) {
    let target = this.#target(of);
    if (!target) return null;
    if (mayHoldNodes(of, keys, value)) this.places = null;
    const way = [...keys];
    while (way.length > 1) {
      const key = way[0];
      if (Array.isArray(target) && !(key in target)) return null; // a row that others took away
      if (typeof target[key] !== "object" || target[key] === null) return this.#branch(of, keys.slice(0, keys.length - way.length + 1), target, way, value);
      target = target[/** @type {string} */ (way.shift())];
    }
    const before = target[way[0]];
    put(target, way[0], value);
    return { do: "set", of, keys, value: structuredClone(before) };
  }

  /** Makes what is missing on the way to a nested key. @param {string} of @param {string[]} known @param {any} target @param {string[]} way @param {any} value @returns {Operation | null} */
  #branch(of, known, target, way, value) {
    if (value === undefined) return null;
    const before = target[way[0]];
    target[way[0]] = way.slice(1).reduceRight((inner, key) => ({ [key]: inner }), structuredClone(value));
    return { do: "set", of, keys: known, value: before };
  }

  /** @param {Insert} operation @returns {Operation | null} */
  #insert({ into, at, value }) {
    const list = this.list(into);
    if (!list) return null;
    const copy = structuredClone(value);
    list.splice(Math.max(0, Math.min(at, list.length)), 0, copy);
    if (this.places) enter(this.places, copy, list, into);
    return { do: "remove", id: value.id };
  }

  /** @param {Remove} operation @returns {Operation | null} */
  #remove({ id }) {
    const place = this.place(id);
    if (!place) return null;
    place.list.splice(place.index, 1);
    if (this.places) leave(this.places, place.value);
    return { do: "insert", into: place.into, at: place.index, value: place.value };
  }

  /** @param {Splice} operation @returns {Operation | null} */
  #splice({ of, keys, at, remove, insert }) {
    const list = keys.reduce((/** @type {any} */ value, key) => value?.[key], this.#target(of));
    if (!Array.isArray(list)) return null;
    const from = Math.min(at, list.length);
    const gone = list.splice(from, remove, ...structuredClone(insert));
    return { do: "splice", of, keys, at: from, remove: insert.length, insert: gone };
  }

  /** @param {string} of @returns {any} */
  #target(of) {
    if (of === "content") return this.content;
    if (of === "document") return this.content.document;
    if (of === "scheme") return this.content.scheme;
    return this.find(of);
  }

  /** @param {Change} change */
  #tell(change) {
    for (const listener of this.listeners) listener(change);
  }
}

/** @param {any} target @param {string} key @param {any} value */
function put(target, key, value) {
  if (value === undefined) delete target[key];
  else target[key] = typeof value === "object" ? structuredClone(value) : value;
}

/** @param {Content} content @returns {Content} */
function complete(content) {
  content.document.sections ??= [];
  content.document.choices ??= {};
  content.examples ??= [];
  content.tables ??= {};
  content.scheme ??= null;
  return content;
}

/** @typedef {Map<string, { value: any, list: any[], into: string }>} Places */

/** @param {Content} content */
function indexed(content) {
  /** @type {Places} */
  const places = new Map();
  const all = (/** @type {any[]} */ list, /** @type {string} */ into) => { for (const value of list) enter(places, value, list, into); };
  all(content.document.sections, "sections");
  for (const [name, choices] of Object.entries(content.document.choices)) all(/** @type {any[]} */ (choices), `choices/${name}`);
  all(content.examples, "examples");
  return places;
}

/** A value and all that is inside it. @param {Places} places @param {any} value @param {any[]} list @param {string} into */
function enter(places, value, list, into) {
  if (value.id) places.set(value.id, { value, list, into });
  for (const inside of value.items ?? []) enter(places, inside, value.items, value.id);
}

/** @param {Places} places @param {any} value */
function leave(places, value) {
  places.delete(value.id);
  for (const inside of value.items ?? []) leave(places, inside);
}

/** Whether setting it can make nodes or choices come or go. @param {string} of @param {string[]} keys @param {any} value */
function mayHoldNodes(of, keys, value) {
  if (of === "scheme" || of === "content" && keys[0] === "tables") return false;
  return typeof value === "object" || of === "content" || of === "document" && keys.length > 1;
}

/** @param {Operation[]} operations whether the outline looks different afterwards in more than one text */
function isStructural(operations) {
  return operations.some((operation) => operation.do !== "set" || operation.of === "content");
}
