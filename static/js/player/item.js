/** @file One item on the page: question, widget, missing codes, what is wrong, comment. */

import { isQuestion } from "../interview/types.js";
import { textOf } from "../interview/labels.js";
import { freshId, h, icon, setText } from "./dom.js";
import { mediaOf, part } from "./parts.js";
import { whenStill } from "./press.js";
import { sentence } from "./sentences.js";
import { t } from "./texts.js";
import { widgetFor } from "./widgets/registry.js";

/** @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("./player.js").Player} Player */

export class ItemView {
  /** @param {Player} player @param {Slot} slot */
  constructor(player, slot) {
    this.player = player;
    this.slot = slot;
    this.id = freshId("item");
    /** what is wrong is shown once the item was left or the page was checked */
    this.left = false;
    this.legend = h("legend", { class: "item-label", id: `${this.id}-label` });
    this.hint = h("p", { class: "item-hint", id: `${this.id}-hint` });
    this.problem = h("div", { class: "item-problem", id: `${this.id}-problem` });
    this.before = h("div", { class: "item-before" });
    this.foot = h("div", { class: "item-foot", id: `${this.id}-foot` });
    this.media = mediaOf(player, slot.node, `${this.id}-label`);
    this.widget = widgetFor(slot.node, player.run.form.pack)(this);
    this.comment = this.#commentBox();
    this.element = h("fieldset", {
      class: "item", id: this.id, tabindex: "-1", "aria-describedby": `${this.id}-hint ${this.id}-problem`,
      data: { type: slot.node.type, key: slot.node.key, appearance: slot.node.appearance ?? "" },
      on: { focusout: (/** @type {FocusEvent} */ event) => this.#onLeave(event), focusin: () => player.onItemFocus(this) },
    }, this.legend, this.before, this.hint, this.media?.element, h("div", { class: "item-body" }, this.widget.element), this.problem, this.foot, this.comment);
    this.#texts();
    this.update();
  }

  get run() {
    return this.player.run;
  }

  get locked() {
    return this.slot.readonly || this.player.readOnly || this.player.isSettled(this.slot);
  }

  // --- what widgets call ----------------------------------------------------------------------------------

  /** @param {any} value JSON; null clears */
  answer(value) {
    if (!this.locked) this.player.answer(this.slot, value);
  }

  /** Attributes that bind a control to the item's question, hint and problem. */
  get bound() {
    return { "aria-labelledby": `${this.id}-label`, "aria-describedby": `${this.id}-hint ${this.id}-problem` };
  }

  // --- drawing --------------------------------------------------------------------------------------------

  /** Everything that depends on the language or on piping. */
  #texts() {
    const text = (/** @type {string} */ property) => textOf(this.run, this.slot, property);
    const label = text("label") || (isQuestion(this.slot.node) ? this.slot.node.name.replaceAll("_", " ") : "");
    const due = this.slot.required || this.slot.node.evidence === "required";
    this.legend.replaceChildren(label, due ? h("span", { class: "item-due", text: ` ${t("required")}` }) : "");
    setText(this.hint, text("hint"));
    this.hint.hidden = !this.hint.textContent;
    this.media?.draw();
    this.before.replaceChildren(...(part("asides")?.asidesOf(text) ?? []));
    this.before.hidden = !this.before.childElementCount;
  }

  /** @param {{ language?: boolean }} [what] */
  update({ language = false } = {}) {
    this.#texts();
    this.widget.update(this.slot, { language });
    this.#foot();
    this.#problems();
    this.element.toggleAttribute("data-locked", this.locked);
    this.element.toggleAttribute("data-missing", Boolean(this.slot.missing));
    const isAnswered = Boolean(this.slot.missing) || this.slot.value !== "";
    this.element.toggleAttribute("data-answered", isAnswered);
    this.comment.hidden = !this.slot.comment && !this.commentOpen;
    if (!this.commentTyped) this.comment.querySelector("textarea").value = this.slot.comment;
  }

  #foot() {
    if (this.slot.node.type === "note") return;
    const codes = this.run.form.missingOf(this.slot.node);
    const signature = JSON.stringify([codes, this.slot.missing, this.locked, this.slot.comment !== "", this.run.language]);
    if (signature === this.footSignature) return;
    this.footSignature = signature;
    const focused = this.foot.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.code : undefined;
    this.foot.replaceChildren(...(part("chips")?.chipsOf(this, codes) ?? []), this.#commentButton());
    if (focused !== undefined) /** @type {HTMLElement | null} */ (this.foot.querySelector(`[data-code="${focused}"]`))?.focus();
  }

  #commentButton() {
    const label = this.slot.comment ? t("Edit comment") : t("Comment");
    return h("button", { type: "button", class: "chip chip-quiet", data: { code: "comment" }, on: { click: () => this.openComment() } }, icon("message-square"), h("span", { class: "chip-text", text: label }));
  }

  #commentBox() {
    this.commentOpen = false;
    /** whether there is more in the box than in the journal */
    this.commentTyped = false;
    const area = h("textarea", { rows: 2, "aria-label": t("Comment"), on: { input: () => (this.commentTyped = true), change: () => this.#settleComment() } });
    area.value = this.slot.comment;
    return h("div", { class: "item-comment", hidden: true }, area);
  }

  /** Hands over what is typed and not yet an answer or a comment. */
  settle() {
    this.widget.settle?.();
    this.#settleComment();
  }

  #settleComment() {
    if (!this.commentTyped) return;
    this.commentTyped = false;
    this.player.comment(this.slot, this.comment.querySelector("textarea").value);
  }

  openComment() {
    this.commentOpen = true;
    this.comment.hidden = false;
    this.comment.querySelector("textarea").focus();
  }

  /** @param {FocusEvent} event */
  #onLeave(event) {
    if (event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget)) return;
    if (!event.relatedTarget) return;
    whenStill(() => this.check());
  }

  /** From now on show what is wrong. */
  check() {
    if (this.left) return;
    this.left = true;
    this.#problems();
  }

  #problems() {
    const wrong = this.slot.problems[0];
    const due = wrong && (wrong.code === "ANSWER_REQUIRED" || wrong.code === "EVIDENCE_REQUIRED");
    const typing = !this.left && this.widget.typing?.();
    const shown = wrong && !(due && !this.left) && !typing ? wrong : undefined;
    const signature = shown ? `${shown.code}:${sentence(this.run, this.slot, shown)}` : "";
    if (signature === this.problemSignature) return;
    this.problemSignature = signature;
    this.element.toggleAttribute("data-wrong", Boolean(shown) && shown?.code !== "ANSWER_WARNING");
    this.element.toggleAttribute("data-doubtful", shown?.code === "ANSWER_WARNING");
    this.widget.element.querySelectorAll("input, textarea, select").forEach((/** @type {Element} */ one) => one.toggleAttribute("aria-invalid", Boolean(shown)));
    if (!shown) return this.problem.replaceChildren();
    const text = sentence(this.run, this.slot, shown);
    this.problem.replaceChildren(h("p", {}, icon(shown.code === "ANSWER_WARNING" ? "circle-question-mark" : "circle-alert"), h("span", { text })));
    if (shown.code === "ANSWER_WARNING") this.problem.append(part("reason").reasonBox((/** @type {string} */ words) => this.player.confirm(this.slot, words)));
    if (shown.code === "ANSWER_ASKED_BACK") this.problem.append(part("review").reasonBox((/** @type {string} */ words) => this.player.review?.uphold(this.slot, words)));
    this.player.announce(text);
  }

  focus() {
    if (this.locked) this.element.focus();
    else this.widget.focus();
  }
}
