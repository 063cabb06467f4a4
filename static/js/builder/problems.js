/** @file Everything that is wrong, with the way to it. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { titleOf, textIn } from "./tree.js";
import { wordFor } from "./properties.js";

/** @typedef {import("./builder.js").Builder} Builder */

export class Problems {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "side-scroll" });
  }

  badge() {
    return this.app.state.problems.length ? String(this.app.state.problems.length) : "";
  }

  refresh() {
    const { problems } = this.app.state;
    if (!problems.length) {
      this.element.replaceChildren(h("div", { class: "empty-state" }, h("p", { class: "empty-state-title", text: t("No problems") }), h("p", { class: "empty-state-text", text: t("The questionnaire can be published.") })));
      return;
    }
    const order = [...problems].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
    this.element.replaceChildren(h("ul", { class: "problem-list", role: "list" }, ...order.map((problem) => h("li", {}, this.#row(problem)))));
  }

  onState() {
    this.refresh();
  }

  /** @param {import("./builder.js").Problem} problem */
  #row(problem) {
    const { app } = this;
    const found = app.draft.find(problem.id);
    const place = found ? titleOf(found, app.language) || found.name || textIn(found.label, app.language) : t("Questionnaire");
    const isError = problem.severity !== "warning";
    return h("button", { type: "button", class: "problem-row", data: { severity: isError ? "error" : "warning" }, on: { click: () => app.goTo(problem.id, problem.key) } },
      icon(isError ? "circle-alert" : "triangle-alert"),
      h("span", { class: "problem-words" }, h("span", { class: "problem-place", text: `${place}${problem.key ? ` – ${wordFor(problem.key)}` : ""}` }), h("span", { text: problem.text }), problem.remedy ? h("span", { class: "problem-remedy", text: problem.remedy }) : null));
  }
}
