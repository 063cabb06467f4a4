/** @file A scoring scheme to begin with. Pure. */

import { choicesOf, everyNode, isContainer, nameOf, typeOf } from "./tree.js";

/** @typedef {import("./tree.js").Content} Content */

/** @param {Content} content @param {any} state what the server derived, if it did @returns {any} */
export function schemeFrom(content, state) {
  const { document } = content;
  const derived = state.scores?.items ?? {};
  const counts = [...everyNode(content)].map((step) => step.node).filter((node) => !isContainer(node) && (derived[node.id] ? true : isYesNo(content, node)));
  return {
    scheme: `${document.questionnaire || "questionnaire"}-standard`, version: String(document.version ?? "1"), for: document.questionnaire ?? "", model: "points", target: "80",
    sections: {}, items: Object.fromEntries(counts.map((node) => [nameOf(node), { weight: String(derived[node.id]?.weight ?? 1) }])),
  };
}

/** @param {Content} content @param {import("./tree.js").Node} node */
function isYesNo(content, node) {
  const codes = new Set(choicesOf(content, node).map((choice) => choice.name));
  return typeOf(node) === "select_one" && codes.has("yes") && codes.has("no");
}
