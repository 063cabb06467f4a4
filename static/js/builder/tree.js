/** @file The questionnaire as a tree: walking, naming, finding what a node is. Pure. */

/** @typedef {{ id: string, items?: Node[], [key: string]: any }} Node a section, group, repeat or item as the YAML has it */
/** @typedef {{ id: string, name: string, label?: Record<string, string>, [column: string]: any }} Choice */
/** @typedef {{ document: any, scheme: any, examples: any[], tables: Record<string, any[]> }} Content */
/** @typedef {{ node: Node, parent: Node | null, depth: number, index: number, siblings: Node[] }} Step */

export const KINDS = ["section", "group", "repeat", "item"];

/** What the tester reads at an item, in the order of the page. */
export const TEXTS = ["label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required_message", "constraint_message", "warning_message"];

/** Keys whose value is an expression. */
export const EXPRESSIONS = ["relevant", "required", "readonly", "constraint", "warning", "calculation", "choice_filter", "repeat_count", "default", "trigger"];

/** @param {Node} node */
export const kindOf = (node) => KINDS.find((kind) => kind in node) ?? "item";

/** @param {Node} node */
export const nameOf = (node) => String(node[kindOf(node)] ?? "");

/** @param {Node} node */
export const isContainer = (node) => kindOf(node) !== "item";

/** @param {Node} node the base type: `select_one` of `select_one yes-no` */
export function typeOf(node) {
  const kind = kindOf(node);
  if (kind !== "item") return kind;
  return (String(node.type ?? "").split(/\s+/)[0] ?? "").replace(/_from_file$/, "");
}

/** @param {Node} node the list or file behind the type, "" if there is none */
export function listOf(node) {
  const words = String(node.type ?? "").trim().split(/\s+/);
  if (words.length > 2 && words.at(-1) === "or_other") words.pop();
  return words.slice(1).join(" ");
}

/** @param {Node} node whether the choices stand in a table of their own */
export const isFromFile = (node) => /_from_file\b/.test(String(node.type ?? "")) || /\.(csv|xml|geojson)$/.test(listOf(node));

/** Types whose values are no words to choose from. */
const NO_WORDS = new Set(["note", "image", "audio", "video", "file", "signature", "promise"]);

/** @param {Node} node whether its choices are the answers of a repeat */
export const isOfAnswers = (node) => listOf(node).startsWith("${");

/** The other items inside repeats: a select may offer their answers. @param {Content} content @param {Node} node @returns {Node[]} */
export function answeredInRepeats(content, node) {
  /** @type {Node[]} */
  const found = [];
  /** @param {Node[]} nodes @param {boolean} repeats */
  const collect = (nodes, repeats) => {
    for (const one of nodes) {
      if (isContainer(one)) collect(one.items ?? [], repeats || kindOf(one) === "repeat");
      else if (repeats && one !== node && !NO_WORDS.has(typeOf(one))) found.push(one);
    }
  };
  collect(sectionsOf(content), false);
  return found;
}

/** @param {Content} content @returns {Node[]} */
export const sectionsOf = (content) => content.document?.sections ?? [];

/** Every node in document order. @param {Node[]} nodes @param {Node | null} [parent] @param {number} [depth] @returns {Generator<Step>} */
export function* walk(nodes, parent = null, depth = 0) {
  for (const [index, node] of nodes.entries()) {
    yield { node, parent, depth, index, siblings: nodes };
    if (node.items) yield* walk(node.items, node, depth + 1);
  }
}

/** @param {Content} content @returns {Generator<Step>} */
export const everyNode = (content) => walk(sectionsOf(content));

/** @param {any} document @returns {string[]} */
export function languagesOf(document) {
  return document.languages?.length ? document.languages : [document.default_language || "default"];
}

/** @param {any} document */
export const defaultLanguage = (document) => document.default_language || languagesOf(document)[0];

/** A text in one language, else in any. @param {any} texts @param {string} language @returns {string} */
export function textIn(texts, language) {
  if (texts === undefined || texts === null) return "";
  if (typeof texts !== "object") return String(texts);
  return texts[language] || Object.values(texts).find(Boolean) || "";
}

/** A list of short texts; a single text is split, as the language does it. @param {any} value @returns {string[]} */
export const wordsIn = (value) => (Array.isArray(value) ? value.map(String) : String(value ?? "").split(/[\s,]+/).filter(Boolean));

/** A text without any word is none. @param {Record<string, string> | undefined} texts @param {string} language @param {string} value */
export function withText(texts, language, value) {
  const next = { ...texts, [language]: value };
  if (!value) delete next[language];
  return Object.keys(next).length ? next : undefined;
}

/** What a person calls the node: its label, else its name. @param {Node} node @param {string} language */
export const titleOf = (node, language) => textIn(node.label, language).trim() || nameOf(node);

/** @param {string} name @param {string} language @param {Content} content */
export function titleOfName(content, name, language) {
  for (const { node } of everyNode(content)) if (nameOf(node) === name) return titleOf(node, language);
  return name;
}

/** The choices of a select. @param {Content} content @param {Node | undefined} node @returns {Choice[]} */
export function choicesOf(content, node) {
  if (!node) return [];
  const list = listOf(node);
  return content.document.choices?.[list] ?? (content.tables?.[list] ?? []).map((row) => ({ id: "", name: String(row.name ?? ""), label: { default: String(row.label ?? row.name ?? "") } }));
}

/** The key of every node in the form package: its name, or as much of its path as makes it the only one. @param {Content} content @returns {Map<string, string>} id -> key */
export function keysOf(content) {
  /** @type {Map<string, { id: string, path: string[] }[]>} */
  const byName = new Map();
  /** @param {Node[]} nodes @param {string[]} above */
  const collect = (nodes, above) => {
    for (const node of nodes) {
      const path = [...above, nameOf(node)];
      const same = byName.get(nameOf(node)) ?? [];
      same.push({ id: node.id, path });
      byName.set(nameOf(node), same);
      collect(node.items ?? [], path);
    }
  };
  collect(sectionsOf(content), []);
  /** @type {Map<string, string>} */
  const keys = new Map();
  for (const same of byName.values()) {
    for (const { id, path } of same) keys.set(id, shortest(path, same.map((one) => one.path)));
  }
  return keys;
}

/** @param {string[]} path @param {string[][]} all with the same last name */
function shortest(path, all) {
  for (let length = 1; length <= path.length; length++) {
    const tail = path.slice(-length).join("/");
    if (all.filter((other) => other.slice(-length).join("/") === tail).length === 1) return tail;
  }
  return path.join("/");
}

/** @param {Content} content @param {string} list @returns {Node[]} the items that use a choice list */
export const usersOf = (content, list) => [...everyNode(content)].map((step) => step.node).filter((node) => !isContainer(node) && listOf(node) === list);

/** 12 random hexadecimal digits. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
