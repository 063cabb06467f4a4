/** @file The builder: one draft, what is chosen in it, and everything a person can do. The contract with the server: docs/builder.md. */

import { t } from "../player/texts.js";
import { duplicating, indenting, moving, outdenting, shifting, takenNames } from "./commands.js";
import { addAnother, addMany, addOffer } from "./adding.js";
import { insertBlock, saveBlock } from "./blocks.js";
import { showConflicts } from "./conflicts.js";
import { announce, say } from "./dialogs.js";
import { Draft } from "./document.js";
import { Inspector } from "./inspector.js";
import { showKeys } from "./keys.js";
import { freshName, isName, suggestName } from "./names.js";
import { Outline } from "./outline.js";
import { openPalette, pasteItems } from "./palette.js";
import { isAmbiguous, renaming } from "./references.js";
import { removeChosen } from "./removing.js";
import { Saver } from "./saving.js";
import { schemeFrom } from "./scheme.js";
import { Server } from "./server.js";
import { Side } from "./side.js";
import { Bar } from "./bar.js";
import { knownTypes } from "./types.js";
import { choicesOf, defaultLanguage, everyNode, freshKey, isContainer, kindOf, languagesOf, nameOf, textIn, titleOf, typeOf, walk } from "./tree.js";

/** @typedef {import("./tree.js").Node} Node @typedef {import("./document.js").Operation} Operation @typedef {import("./types.js").Offer} Offer */
/** @typedef {{ id: string, key: string, code: string, severity: string, text: string, remedy?: string, from?: number, to?: number }} Problem */

const LOOK_MS = 20_000;

export class Builder {
  /** @param {HTMLElement} root @param {any} boot */
  constructor(root, boot) {
    this.boot = boot;
    this.root = root;
    this.mayEdit = boot.may_edit !== false;
    this.draft = new Draft(boot.content);
    this.state = boot.state ?? { problems: [] };
    /** @type {{ types: any[], functions: any[], appearances: any[], operators: any[] }} */
    this.words = { types: [], functions: [], appearances: [], operators: [] };
    this.server = new Server(boot);
    /** the pictures, sounds and films that are there, by name @type {Record<string, { sha256: string }>} */
    this.files = boot.files ?? {};
    this.language = this.#shownLanguage();
    /** @type {string[]} ids of nodes, or "document" */
    this.selection = [];
    this.active = "";
    /** made here and never named by hand @type {Set<string>} */
    this.unnamed = new Set();
    this.saver = new Saver(this.draft, { url: boot.urls.save, csrf: boot.csrf, revision: boot.revision, key: boot.draft }, {
      onStatus: (status, detail) => this.bar.status(status, detail),
      onState: (state) => this.#onState(state),
      onMerged: (labels) => say(t("Others' changes were taken in: {labels}", { labels: labels.join(", ") })),
      onConflict: (conflicts, decide) => showConflicts(this, conflicts, decide),
    });
    this.bar = new Bar(this);
    this.outline = new Outline(this);
    this.inspector = new Inspector(this);
    this.side = new Side(this);
    root.replaceChildren(this.bar.element, this.outline.element, this.inspector.element, this.side.element);
    this.draft.onChange((change) => this.#onChange(change));
    document.addEventListener("keydown", (event) => this.#onKey(event));
    if (this.mayEdit) this.#watch();
    this.open();
  }

  /** What others save arrives by and by, and at once when one comes back to the page. */
  #watch() {
    const look = async () => {
      if (document.visibilityState === "visible" && !this.saver.isDirty && (await this.server.hasNewer(this.saver.base))) await this.saver.catchUp();
    };
    setInterval(look, LOOK_MS);
    addEventListener("focus", look);
  }

  /** The language of the page where the questionnaire has it. */
  #shownLanguage() {
    const { document } = this.draft.content;
    return languagesOf(document).includes(this.boot.language) ? this.boot.language : defaultLanguage(document);
  }

  /** Begins with the first section. */
  open() {
    this.select([this.draft.content.document.sections[0]?.id ?? "document"]);
    this.refresh();
    void this.server.words().then((words) => {
      this.words = { ...this.words, ...words };
      this.inspector.shape = "";
      this.refresh();
    });
  }

  // --- looking ------------------------------------------------------------------------------------------------------

  get languages() {
    return languagesOf(this.draft.content.document);
  }

  title() {
    return textIn(this.draft.content.document.title, this.language) || this.boot.name || t("Questionnaire");
  }

  /** @returns {Node[]} */
  selectedNodes() {
    return this.selection.map((id) => this.draft.find(id)).filter(Boolean);
  }

  takenNames = () => takenNames(this.draft);

  /** @param {string} type */
  typeLabel = (type) => knownTypes(this).find((one) => one.name === type)?.label ?? type;

  /** @param {string} id @returns {Problem[]} */
  problemsOf(id) {
    return this.state.problems.filter((/** @type {Problem} */ problem) => problem.id === id);
  }

  /** A folded container shows what is wrong inside it. @param {Node} node @param {boolean} isFolded */
  problemsInside(node, isFolded) {
    if (!this.state.problems.length) return [];
    const ids = new Set(isFolded ? [...walk([node])].map((step) => step.node.id) : [node.id]);
    return this.state.problems.filter((/** @type {Problem} */ problem) => ids.has(problem.id));
  }

  /** What the expression editor may offer. @param {string} self @param {string[]} columns @returns {import("./completion.js").Known} */
  known(self, columns) {
    const { content } = this.draft;
    const nodes = [...everyNode(content)].map((step) => step.node).filter((node) => !isContainer(node) && typeOf(node) !== "note");
    const byName = new Map(nodes.map((node) => [nameOf(node), node]));
    const functions = [...columns.map((name) => ({ name, signature: name, help: t("a column of the list") })), ...this.words.functions];
    return {
      self, functions,
      items: nodes.map((node) => ({ name: nameOf(node), title: titleOf(node, this.language), type: typeOf(node) })),
      choicesOf: (item) => choicesOf(content, byName.get(item)).map((choice) => ({ name: choice.name, title: textIn(choice.label, this.language) })),
    };
  }

  /** @param {string} expr @param {string} id @param {string} key */
  evaluate = (expr, id, key) => this.server.evaluate(expr, id, key, this.saver.isDirty ? this.draft.content : undefined);

  // --- choosing -----------------------------------------------------------------------------------------------------

  /** @param {string[]} ids @param {string} [active] */
  select(ids, active = ids.at(-1) ?? "") {
    const isSame = ids.length === this.selection.length && ids.every((id, index) => id === this.selection[index]);
    this.selection = ids;
    if (active !== "document") this.active = active;
    if (isSame) return;
    this.draft.settle();
    this.outline.mark();
    this.inspector.refresh();
    this.side.onSelect();
  }

  /** Chooses a node, shows its property and puts the focus there. @param {string} id @param {string} [key] */
  goTo(id, key = "label") {
    const place = this.draft.place(id);
    if (place?.into === "examples") return this.side.open("cases");
    if (place?.into.startsWith("choices/")) return this.side.openList(place.into.slice("choices/".length), id, key);
    if (!place && key.startsWith("scheme")) return this.side.openScore(key);
    this.select([place ? id : "document"]);
    this.outline.reveal(id);
    this.outline.refresh();
    this.edit(key || "label");
    return undefined;
  }

  /** Puts the focus on a property of what is chosen. @param {string} [key] */
  edit(key = "label") {
    this.side.giveRoom();
    this.bar.show("inspector");
    this.inspector.focusKey(key);
  }

  // --- changing -----------------------------------------------------------------------------------------------------

  /** @param {string} label @param {Operation[]} operations @param {{ run?: string, focus?: string }} [options] */
  act(label, operations, options = {}) {
    if (this.mayEdit) this.draft.change(label, operations, { focus: this.active, ...options });
  }

  /** @param {string} of @param {string[]} keys @param {any} value @param {string} label */
  set(of, keys, value, label) {
    const run = `${of}/${keys.join("/")}`;
    this.act(label, [{ do: "set", of, keys, value: value === "" ? undefined : value }], { run, focus: of });
  }

  /** One language of a text; a text without any language is taken away. @param {string} of @param {string} key @param {string} language @param {string} value */
  setText(of, key, language, value) {
    const owner = of === "document" ? this.draft.content.document : this.draft.find(of);
    const others = Object.entries(owner?.[key] ?? {}).some(([code, text]) => code !== language && text);
    if (!value && !others && key !== "label") this.set(of, [key], undefined, key);
    else this.act(t("Text"), [{ do: "set", of, keys: [key, language], value: value || undefined }], { run: `${of}/${key}/${language}`, focus: of });
  }

  /** @param {string} of @param {string} key @param {string} label @returns {import("./fields.js").Binding} */
  binding(of, key, label) {
    const owner = () => (of === "document" ? this.draft.content.document : this.draft.find(of)) ?? {};
    return { get: () => owner()[key] ?? "", set: (value) => this.set(of, [key], value, label), done: () => this.draft.settle() };
  }

  /** A node that was made here is named after its first label. @param {Node} node */
  nameFromLabel(node) {
    this.draft.settle();
    const live = this.draft.find(node.id);
    if (!live || !this.unnamed.has(node.id)) return;
    const suggestion = suggestName(textIn(live.label, this.languages[0]));
    if (!suggestion || suggestion === nameOf(live)) return;
    const taken = this.takenNames();
    taken.delete(nameOf(live));
    this.#rename(live, freshName(suggestion, taken));
  }

  /** @param {Node} node @param {string} next @returns {boolean} whether it was accepted */
  rename(node, next) {
    const live = this.draft.find(node.id);
    if (!live || next === nameOf(live)) return true;
    if (!isName(next)) return say(t("Letters, digits and _ only, beginning with a letter."), { tone: "caution" }) ?? false;
    if (this.takenNames().has(next)) return say(t("The name “{name}” is taken.", { name: next }), { tone: "caution" }) ?? false;
    if (isAmbiguous(this.draft.content, nameOf(live))) say(t("Two nodes were called “{name}”: formulas that mean this one must be changed by hand.", { name: nameOf(live) }), { tone: "caution" });
    this.unnamed.delete(node.id);
    this.#rename(live, next);
    return true;
  }

  /** @param {Node} node @param {string} next */
  #rename(node, next) {
    const operations = renaming(this.draft.content, node, next);
    this.act(t("Rename"), operations, { focus: node.id });
    if (operations.length > 1) announce(t("Places changed with the name: {count}", { count: operations.length - 1 }));
  }

  // --- adding and removing ------------------------------------------------------------------------------------------

  openPalette() {
    if (this.mayEdit) openPalette(this);
  }

  /** @param {string} text */
  pasteItems(text) {
    if (this.mayEdit) pasteItems(this, text);
  }

  /** @param {Offer} offer */
  add = (offer) => addOffer(this, offer);

  /** @param {Node} node */
  addAnother = (node) => addAnother(this, node);

  /** @param {{ name: string, label: Record<string, string> }[]} found @param {string} type a type or "yes-no" */
  addMany = (found, type) => addMany(this, found, type);

  /** Chooses what has come to be and shows it. @param {Node[]} nodes @param {{ isEdited: boolean }} options */
  showNew(nodes, { isEdited }) {
    this.select(nodes.map((node) => node.id), nodes[0].id);
    this.outline.reveal(nodes[0].id);
    this.outline.refresh();
    if (isEdited) this.edit();
    else this.outline.focus();
  }

  duplicate() {
    const { operations, ids } = duplicating(this.draft, this.selection);
    if (!ids.length) return;
    this.act(t("Duplicate"), operations, { focus: ids[0] });
    this.select(ids);
    this.outline.focus();
  }

  remove = () => removeChosen(this);

  /** @param {"up" | "down" | "out" | "in"} way */
  rearrange(way) {
    const ids = this.selection;
    const operations = { up: () => shifting(this.draft, ids, -1), down: () => shifting(this.draft, ids, 1), out: () => outdenting(this.draft, ids), in: () => indenting(this.draft, ids) }[way]();
    if (!operations.length) return announce(t("It cannot go further there."));
    this.#moved(operations);
    return undefined;
  }

  /** @param {string[]} ids @param {string} into @param {string} before */
  move(ids, into, before) {
    const operations = moving(this.draft, ids, into, before);
    if (operations.length) this.#moved(operations);
  }

  /** @param {Operation[]} operations */
  #moved(operations) {
    const hadFocus = this.inspector.element.contains(document.activeElement);
    this.act(t("Move in the outline"), operations);
    this.outline.reveal(this.active);
    this.outline.refresh();
    if (!hadFocus) this.outline.focus();
    const place = this.draft.place(this.active);
    const parent = this.draft.parent(this.active);
    if (place) announce(t("Now {position} of {count} in {parent}", { position: place.index + 1, count: place.list.length, parent: parent ? titleOf(parent, this.language) : this.title() }));
  }

  // --- blocks and scheme --------------------------------------------------------------------------------------------

  saveBlock = () => saveBlock(this);

  /** @param {string} id @param {string} [into] @param {string} [before] */
  insertBlock = (id, into = "", before = "") => insertBlock(this, id, into, before);

  /** @param {any[]} choices @returns {any[]} */
  freshChoices = (choices) => structuredClone(choices).map((choice) => ({ ...choice, id: freshKey() }));

  makeScheme() {
    this.act(t("Make a scoring scheme"), [{ do: "set", of: "content", keys: ["scheme"], value: schemeFrom(this.draft.content, this.state) }]);
    say(t("The scheme is made: weights and values stand beside the items."), { tone: "good" });
  }

  // --- history, keys ------------------------------------------------------------------------------------------------

  undo() {
    this.#tell(this.draft.undo(), (label) => t("Undone: {label}", { label }), t("Nothing to undo."));
  }

  redo() {
    this.#tell(this.draft.redo(), (label) => t("Done again: {label}", { label }), t("Nothing to do again."));
  }

  /** @param {import("./document.js").Entry | null} entry @param {(label: string) => string} words @param {string} nothing */
  #tell(entry, words, nothing) {
    if (!entry) return announce(nothing);
    if (this.#isNode(entry.focus)) this.select([entry.focus]);
    announce(words(entry.label));
    return undefined;
  }

  /** @param {string} id */
  #isNode(id) {
    const into = this.draft.place(id)?.into ?? "examples";
    return into !== "examples" && !into.startsWith("choices/");
  }

  showKeys = () => showKeys();

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const act = key === "z" ? (event.shiftKey ? () => this.redo() : () => this.undo()) : key === "y" ? () => this.redo() : key === "s" ? () => void this.saver.send() : null;
    if (!act) return;
    event.preventDefault();
    act();
  }

  // --- following ----------------------------------------------------------------------------------------------------

  /** @param {import("./document.js").Change} change */
  #onChange(change) {
    this.selection = this.selection.filter((id) => id === "document" || this.draft.find(id));
    if (!this.draft.find(this.active)) this.active = this.selection.at(-1) ?? "";
    this.language = this.#shownLanguage();
    const hadFocus = this.outline.hasFocus;
    this.refresh();
    if (hadFocus) this.outline.focus();
  }

  refresh() {
    this.outline.refresh();
    this.inspector.refresh();
    this.side.refresh();
    this.bar.refresh();
  }

  /** @param {any} state */
  #onState(state) {
    const before = this.state.problems.length;
    this.state = state;
    const hadFocus = this.outline.hasFocus;
    this.outline.refresh();
    if (hadFocus) this.outline.focus();
    this.inspector.refresh();
    this.side.onState();
    this.bar.refresh();
    if (state.problems.length !== before) announce(state.problems.length ? t("Problems: {count}", { count: state.problems.length }) : t("No problems"));
  }
}
