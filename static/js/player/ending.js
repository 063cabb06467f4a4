/** @file The last page: what still blocks and where, then the way from this tablet to the receipt. */

import { textOf } from "../interview/labels.js";
import { h, icon, setText } from "./dom.js";
import { progress } from "./overview.js";
import { part } from "./parts.js";
import { sentence } from "./sentences.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player */

/** @type {Record<string, () => string>} why it is not sent yet */
const WAITING = {
  offline: () => t("No connection. It is sent by itself as soon as there is one; you may close this page."),
  refused: () => t("The server does not take it now. Please sign in again; nothing is lost."),
  conflict: () => t("The server holds other entries for this interview. A supervisor decides; nothing is lost."),
};

export class Ending {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.title = h("h1", { class: "page-title", tabindex: "-1" });
    this.body = h("div", { class: "ending-body" });
    this.steps = h("ol", { class: "ending-steps", role: "list", "aria-live": "polite" });
    this.finish = h("button", { type: "button", class: "button button-primary button-large ending-finish", on: { click: () => player.finish() } }, icon("send"), h("span", {}));
    this.element = h("section", { class: "page ending" }, this.title, this.body, this.finish, this.steps);
    /** @type {any[]} */
    this.items = [];
  }

  refresh() {
    const { run } = this.player;
    const isOver = run.finished;
    setText(this.title, isOver ? t("Finished") : t("Finish"));
    setText(this.finish.lastElementChild, t("Finish and send"));
    this.finish.hidden = isOver || this.player.readOnly || this.player.preview;
    this.body.replaceChildren(...(isOver ? [] : this.#open()));
    this.status();
  }

  #open() {
    const { run } = this.player;
    const { questions, answered } = progress(this.player.way.legs);
    const all = run.problems().filter((problem) => problem.blocks);
    const problems = all.filter((problem) => !problem.code.startsWith("RULE_"));
    const rules = part("rules")?.rulesSection(this.player, all.filter((problem) => problem.code.startsWith("RULE_"))) ?? [];
    const summary = h("p", { class: "ending-summary", text: t("{answered} of {questions} items answered.", { answered, questions }) });
    if (!all.length) return [summary, h("p", { class: "ending-ready" }, icon("circle-check"), t("Nothing is missing."))];
    if (!problems.length) return [summary, ...rules];
    const rows = problems.map((problem) => h("li", {}, this.#blocker(problem)));
    return [summary, h("h2", { class: "group-title", text: problems.length === 1 ? t("One item needs you") : t("{count} items need you", { count: problems.length }) }), h("ol", { class: "ending-blockers", role: "list" }, ...rows), ...rules];
  }

  /** @param {import("../interview/validate.js").AnswerProblem} problem */
  #blocker(problem) {
    const { run } = this.player;
    const slot = /** @type {any} */ (run.slot(problem.path));
    const section = run.root.slots.get(slot.node.section);
    const where = section ? textOf(run, section, "label") : "";
    return h("button", { type: "button", class: "blocker", data: { path: problem.path }, on: { click: () => this.player.jump(problem.path) } },
      h("span", { class: "blocker-where", text: where }),
      h("span", { class: "blocker-label", text: textOf(run, slot, "label") || slot.node.name }),
      h("span", { class: "blocker-why" }, icon("circle-alert"), sentence(run, slot, problem)), icon("chevron-right"));
  }

  /** Where the record is: on this tablet, sent, confirmed. */
  status() {
    const { run, status } = this.player;
    this.steps.hidden = !run.finished;
    if (!run.finished || !status) return;
    const stored = status.written >= status.last && status.durable;
    const sent = status.acknowledged >= status.last && status.files === 0;
    const signature = JSON.stringify([stored, sent, status.trouble, status.files, status.receipt, run.language]);
    if (signature === this.signature) return;
    this.signature = signature;
    const waiting = (WAITING[status.trouble] ?? (() => t("On its way …")))();
    this.steps.replaceChildren(
      step(stored, t("On this tablet"), stored ? t("Saved and safe here.") : t("Saving …")),
      step(sent, t("Sent"), sent ? t("Every answer and file has arrived.") : waiting),
      step(Boolean(status.receipt), t("Confirmed"), status.receipt ? t("The server has given its receipt.") : t("Only now it is done.")),
    );
    if (status.receipt && this.player.urls.done) this.steps.append(h("li", {}, h("a", { class: "button button-primary button-large", href: this.player.urls.done, text: t("Back to my visits") })));
  }
}

/** @param {boolean} isDone @param {string} title @param {string} words */
function step(isDone, title, words) {
  return h("li", { class: "ending-step", data: { done: String(isDone) } }, icon(isDone ? "circle-check" : "circle-dashed"),
    h("span", {}, h("strong", { text: title }), h("span", { text: words })));
}
