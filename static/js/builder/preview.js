/** @file The questionnaire as testers and callers will see it, beside the outline: follows what is chosen and says why something is hidden. */

import { h, icon } from "../player/dom.js";
import { t } from "../player/texts.js";
import { titleOf, keysOf } from "./tree.js";

/** @typedef {import("./builder.js").Builder} Builder */

/** It blocks publishing, not the preview. */
const HARMLESS = "TRANSLATION_MISSING";

export class Preview {
  /** @param {Builder} app */
  constructor(app) {
    this.app = app;
    this.layout = "tablet";
    this.isReady = false;
    this.fingerprint = "";
    /** the last form without errors @type {any} */
    this.sound = null;
    this.isEmpty = false;
    /** what was answered in the preview @type {any} */
    this.last = null;
    this.why = h("div", { class: "preview-why", role: "status" });
    this.frame = h("iframe", { class: "preview-frame", title: t("Preview") });
    this.layouts = h("div", { class: "switch", role: "group", "aria-label": t("Preview as") }, this.#layout("tablet", t("Tablet"), "tablet"), this.#layout("call", t("Call"), "headset"));
    this.element = h("div", { class: "preview" }, h("div", { class: "preview-head" }, this.layouts), this.why, this.frame);
    addEventListener("message", (event) => this.#onMessage(event));
    this.#load();
  }

  /** @param {string} layout @param {string} label @param {string} sign */
  #layout(layout, label, sign) {
    return h("button", { type: "button", class: "switch-option", "aria-pressed": String(layout === this.layout), data: { layout }, on: { click: () => this.show(layout) } }, icon(sign), h("span", { text: label }));
  }

  /** @param {string} layout */
  show(layout) {
    this.layout = layout;
    for (const option of this.layouts.children) option.setAttribute("aria-pressed", String(option.dataset.layout === layout));
    this.#load();
  }

  #load() {
    const { urls } = this.app.boot;
    this.isReady = false;
    this.fingerprint = "";
    this.frame.src = this.layout === "call" ? urls.preview_call : urls.preview_tablet;
  }

  /** @param {MessageEvent} event */
  #onMessage(event) {
    if (event.origin !== location.origin || event.source !== this.frame.contentWindow) return;
    const { kind } = event.data ?? {};
    if (kind === "ready") {
      this.isReady = true;
      this.isEmpty = Boolean(event.data.isEmpty);
      this.#send();
      this.onSelect();
    } else if (kind === "answers") {
      this.last = event.data;
      this.#why();
    } else if (kind === "focus") this.#follow(event.data.key);
  }

  /** What is touched in the preview is chosen in the outline. @param {string} key */
  #follow(key) {
    for (const [id, other] of keysOf(this.app.draft.content)) {
      if (other !== key || this.app.selection.includes(id)) continue;
      this.isFollowing = true;
      this.app.outline.reveal(id);
      this.app.select([id]);
      this.isFollowing = false;
    }
  }

  #send() {
    this.sound = this.app.state.form ?? this.sound;
    const form = this.sound;
    if (!this.isReady || !form || form.fingerprint === this.fingerprint) return;
    this.fingerprint = form.fingerprint;
    this.isEmpty = false;
    this.frame.contentWindow?.postMessage({ kind: "package", package: form.package, fingerprint: form.fingerprint, sources: form.sources ?? {} }, location.origin);
  }

  refresh() {
    this.#why();
  }

  onState() {
    this.#send();
    this.onSelect();
  }

  onSelect() {
    const id = this.app.selection[0];
    const key = id ? keysOf(this.app.draft.content).get(id) : undefined;
    if (key && this.isReady && !this.isFollowing) this.frame.contentWindow?.postMessage({ kind: "show", key }, location.origin);
    this.#why();
  }

  /** Why the chosen item is not on the page. */
  #why() {
    const { app } = this;
    const words = app.state.form ? this.#hidden() : this.#older();
    this.why.hidden = !words.length;
    this.why.replaceChildren(...words);
  }

  /** While there are errors something older is shown, and the way to the first of them. @returns {Node[]} */
  #older() {
    const { app } = this;
    const first = app.state.problems.find((/** @type {any} */ problem) => problem.severity !== "warning" && problem.code !== HARMLESS) ?? app.state.problems[0];
    if (!first) return [];
    const words = this.isEmpty ? t("There are errors, and no version without them to show.") : t("This is the last version without errors.");
    return [icon("triangle-alert"), h("div", {}, h("p", { text: words }), h("button", { type: "button", class: "link-button", text: t("Go to the first error"), on: { click: () => app.goTo(first.id, first.key) } }))];
  }

  /** @returns {Node[]} */
  #hidden() {
    const { app, last } = this;
    const keys = keysOf(app.draft.content);
    const node = app.draft.find(app.selection[0] ?? "");
    const key = node ? keys.get(node.id) : undefined;
    if (!key || !last?.because?.[key]) return [];
    const causeKey = last.because[key];
    const causeId = [...keys].find(([, other]) => other === causeKey)?.[0] ?? "";
    const cause = app.draft.find(causeId);
    const reading = app.state.readings?.[causeId]?.relevant;
    const words = cause && cause !== node ? t("Hidden now, with “{name}”:", { name: titleOf(cause, app.language) }) : t("Hidden now:");
    return [icon("eye-off"), h("span", {}, words, " ", reading ?? (cause?.relevant ? h("code", { text: cause.relevant }) : t("it is not asked in this mode")))];
  }
}
