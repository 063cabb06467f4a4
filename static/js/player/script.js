/** @file The caller's left column: who I am, what I say, what I never say, how I leave. */

import { inLanguage } from "../interview/labels.js";
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player */

export class Script {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.element = h("div", { class: "script" });
  }

  /** @param {{ language?: boolean }} what */
  refresh({ language = false }) {
    const { scenario } = this.player.boot;
    this.element.hidden = !scenario;
    if (!language || !scenario) return;
    const text = (/** @type {any} */ texts) => String(inLanguage(this.player.run, texts));
    const list = (/** @type {string} */ kind, /** @type {string} */ sign, /** @type {string} */ title, /** @type {any[]} */ lines = []) =>
      lines.length ? h("section", { class: `script-${kind}` }, h("h2", {}, icon(sign), title), h("ul", { role: "list" }, ...lines.map((line) => h("li", { text: text(line) })))) : null;
    this.element.replaceChildren(...[
      h("section", { class: "script-role" }, h("h2", {}, icon("user"), t("Your role")), h("p", { text: text(scenario.role) })),
      list("facts", "info", t("What you know"), scenario.facts),
      list("say", "message-square", t("Say this"), scenario.must_say),
      list("never", "ban", t("Never say"), scenario.never_say),
      scenario.objections?.length ? h("section", { class: "script-objections" }, h("h2", {}, icon("circle-question-mark"), t("If they say …")),
        ...scenario.objections.map((/** @type {any} */ one) => h("details", {}, h("summary", { text: text(one.if ?? one.if_) }), h("p", { text: text(one.then) })))) : null,
      scenario.exit_line ? h("section", { class: "script-exit" }, h("h2", {}, icon("log-out"), t("How you leave")), h("p", { text: text(scenario.exit_line) })) : null,
    ].filter((part) => part !== null));
  }
}
