/** @file Runs the pure modules of the questionnaire builder in Node. */

import * as cells from "../../static/js/builder/cell-keys.js";
import * as columns from "../../static/js/builder/columns.js";
import * as commands from "../../static/js/builder/commands.js";
import { complete } from "../../static/js/builder/completion.js";
import { Draft } from "../../static/js/builder/document.js";
import * as names from "../../static/js/builder/names.js";
import * as paste from "../../static/js/builder/paste.js";
import * as references from "../../static/js/builder/references.js";
import * as rows from "../../static/js/builder/rows.js";
import * as rules from "../../static/js/builder/rules.js";
import * as tables from "../../static/js/builder/table-text.js";
import * as tree from "../../static/js/builder/tree.js";
import { serve } from "./lines.mjs";

/** What a person does, by name: each makes operations from the draft as it is. */
const STEPS = {
  set: (draft, of, keys, value) => [{ do: "set", of, keys, value: value ?? undefined }],
  insert: (draft, into, at, value) => [{ do: "insert", into, at, value }],
  splice: (draft, of, keys, at, remove, insert) => [{ do: "splice", of, keys, at, remove, insert }],
  rename: (draft, id, next) => references.renaming(draft.content, draft.find(id), next),
  renameColumn: (draft, kind, list, column, next) => columns.renamingColumn(draft.content, kind, list, column, next),
  renameList: (draft, list, next) => references.renamingList(draft.content, list, next),
  remove: (draft, ...ids) => commands.removing(draft, ids),
  duplicate: (draft, ...ids) => commands.duplicating(draft, ids).operations,
  move: (draft, ids, into, before) => commands.moving(draft, ids, into, before),
  up: (draft, ...ids) => commands.shifting(draft, ids, -1),
  down: (draft, ...ids) => commands.shifting(draft, ids, 1),
  out: (draft, ...ids) => commands.outdenting(draft, ids),
  in: (draft, ...ids) => commands.indenting(draft, ids),
};

/** Plays steps on a draft; `undo`, `redo`, `settle`, `adopt` are its own. Text is typed with `type`: one run. */
function play({ content, steps }) {
  const draft = new Draft(structuredClone(content));
  for (const [name, ...args] of steps) {
    if (name === "undo") draft.undo();
    else if (name === "redo") draft.redo();
    else if (name === "settle") draft.settle();
    else if (name === "adopt") draft.adopt(args[0], args[1]);
    else if (name === "type") draft.change("type", STEPS.set(draft, ...args), { run: `${args[0]}/${args[1]}` });
    else draft.change(name, STEPS[name](draft, ...args));
  }
  return { content: draft.content, done: draft.done.map((entry) => entry.label), keys: Object.fromEntries(tree.keysOf(draft.content)) };
}

const CALLS = {
  suggestName: names.suggestName, suggestCode: names.suggestCode, parseRule: rules.parseRule, writeRule: rules.writeRule,
  choicesFrom: (text, languages, taken) => paste.choicesFrom(text, languages, new Set(taken)),
  itemsFrom: (text, languages, taken) => paste.itemsFrom(text, languages, new Set(taken)),
  complete: (text, known) => complete(text.replace("|", ""), text.indexOf("|"), { ...known, choicesOf: (item) => known.choices?.[item] ?? [] }),
  tableFrom: tables.tableFrom, fileName: tables.fileName,
  cellMoved: cells.moved, cellNext: cells.neighbour, cellAct: cells.actOf,
  find: rows.findTyped, window: rows.windowOf,
  answered: (content, id) => tree.answeredInRepeats(content, new Draft(content).find(id)).map(tree.nameOf),
  dependents: (content, ids) => {
    const found = references.dependentsOf(content, new Set(ids));
    return { nodes: found.nodes.map(tree.nameOf), rules: found.rules.map((rule) => rule.rule), scheme: found.scheme, examples: found.examples.map((example) => example.name) };
  },
};

function answer(request) {
  try {
    return { result: request.call ? CALLS[request.call](...request.args) : play(request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
}

await serve(answer);
