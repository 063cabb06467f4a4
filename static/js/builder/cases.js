/** @file Test cases: recorded from the preview, played by the server after every change. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { button, iconButton, promptDialog, say } from "./dialogs.js";
import { outcomeOf } from "./replay.js";
import { freshKey } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder @typedef {import("./preview.js").Preview} Preview */

/** How the case was recorded. @type {Record<string, () => string>} */
const MODES = { capi: () => t("Visits (tablet)"), cati: () => t("Calls"), web: () => t("Web") };

export class Cases {
  /** @param {Builder} app @param {Preview} preview */
  constructor(app, preview) {
    this.app = app;
    this.preview = preview;
    this.list = h("ul", { class: "case-list", role: "list" });
    this.summary = h("p", { class: "small muted", role: "status" });
    this.element = h("div", { class: "side-scroll stack" }, h("div", { class: "side-tools" }, button(t("Record from the preview"), () => this.#record(), { sign: "clipboard-check" }), this.summary),
      h("p", { class: "small muted", text: t("Fill in the preview as a tester would, then record. After every change the case is played again and shows what has become different.") }), this.list);
  }

  badge() {
    const failed = this.#results().filter(([, result]) => result && !result.passed).length;
    return failed ? String(failed) : "";
  }

  /** @returns {[any, any][]} */
  #results() {
    const results = this.app.state.examples ?? {};
    return this.app.draft.content.examples.map((example) => [example, results[example.id]]);
  }

  refresh() {
    const all = this.#results();
    const passed = all.filter(([, result]) => result?.passed).length;
    this.summary.textContent = all.length ? t("{passed} of {count} pass", { passed, count: all.length }) : t("No test cases yet.");
    this.list.replaceChildren(...all.map(([example, result]) => this.#row(example, result)));
  }

  onState() {
    this.refresh();
  }

  /** @param {any} example @param {any} result */
  #row(example, result) {
    const { app } = this;
    const level = !result ? "open" : result.passed ? "good" : "weak";
    const words = !result ? t("not played yet") : result.passed ? t("passes") : t("differs");
    return h("li", { class: "case", data: { level } },
      h("div", { class: "case-head" }, icon({ open: "circle-dashed", good: "circle-check", weak: "circle-alert" }[level] ?? "circle"), h("strong", { text: example.name || t("Test case") }), example.mode ? h("span", { class: "case-state", text: MODES[example.mode]?.() ?? example.mode }) : null, h("span", { class: "case-state", text: words }),
        iconButton(t("Rename “{name}”", { name: example.name }), "pencil", () => promptDialog(t("Rename"), t("Name of the test case"), example.name ?? "", (name) => app.set(example.id, ["name"], name, t("Rename")))),
        iconButton(t("Delete “{name}”", { name: example.name }), "trash-2", () => {
          app.act(t("Delete"), [{ do: "remove", id: example.id }]);
          say(t("“{name}” was deleted.", { name: example.name }), { act: [t("Undo"), () => app.undo()] });
        })),
      result?.differences?.length ? h("ul", { class: "case-differences" }, ...result.differences.map((/** @type {string} */ text) => h("li", { text }))) : null,
      this.#isAcceptable(example, result) ? button(t("The new result is right"), () => this.#accept(example), { kind: "quiet", sign: "check" }) : null);
  }

  #record() {
    const { last } = this.preview;
    if (!last) return say(t("The preview is not ready yet."), { tone: "caution" });
    if (!Object.keys(last.answers ?? {}).length) return say(t("Nothing is answered in the preview yet."), { tone: "caution" });
    return promptDialog(t("Record from the preview"), t("Name of the test case"), t("Test case {number}", { number: this.app.draft.content.examples.length + 1 }), (name) => {
      const value = { id: freshKey(), name, at: last.at ?? new Date().toISOString(), ...(last.mode ? { mode: last.mode } : {}), answers: last.answers, expect: { path: last.path, hidden: last.hidden, problems: last.problems } };
      this.app.act(t("Record from the preview"), [{ do: "insert", into: "examples", at: this.app.draft.content.examples.length, value }]);
      say(t("“{name}” is recorded.", { name }), { tone: "good" });
    });
  }

  /** What a case says of scores was thought of by its author: only the way through the questions is taken over. @param {any} example @param {any} result */
  #isAcceptable(example, result) {
    const saysScore = ["score", "grade", "sections", "flags"].some((key) => key in (example.expect ?? {}));
    return Boolean(result && !result.passed && this.app.state.form && !saysScore && this.app.mayEdit);
  }

  /** What comes out now is what shall be expected. @param {any} example */
  #accept(example) {
    const expect = outcomeOf(this.app.state.form.package, example);
    this.app.act(t("The new result is right"), [{ do: "set", of: example.id, keys: ["expect"], value: expect }]);
  }
}
