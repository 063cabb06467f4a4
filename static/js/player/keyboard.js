/** @file The call desk's keys: codes and Enter, function keys, help. Hands never leave the keyboard. */

import { h, icon, setText, takesText } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player */

const REMEMBERED = "mystery-shortcuts";
const MISSING_KEYS = /** @type {Record<string, string>} */ ({ F2: "dont_know", F3: "refused", F4: "not_applicable" });

/** Whether the keys are in use, remembered on this device. */
export const shortcuts = {
  get isOn() {
    return localStorage.getItem(REMEMBERED) !== "off";
  },
  set isOn(isOn) {
    localStorage.setItem(REMEMBERED, isOn ? "on" : "off");
  },
};

export class Keyboard {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.typed = "";
    this.shown = h("output", { class: "typed-codes", hidden: true });
    this.serve(player);
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** @param {Player} player */
  serve(player) {
    this.player = player;
    player.root.append(this.shown);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.player.frame.isDialogOpen || event.ctrlKey || event.metaKey) return;
    if (event.key === "?" && !takesText(event.target)) return this.#take(event, () => this.help());
    if (!shortcuts.isOn) return;
    const act = this.#act(event);
    if (act) this.#take(event, act);
  }

  /** @param {KeyboardEvent} event @param {() => void} act */
  #take(event, act) {
    event.preventDefault();
    act();
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | null} */
  #act(event) {
    const { key, target, altKey, shiftKey } = event;
    const { player } = this;
    if (MISSING_KEYS[key]) return () => this.#missing(MISSING_KEYS[key]);
    if (key === "F6") return () => this.#item()?.openComment();
    if (key === "F8") return () => player.go("");
    if (key === "F9") return () => this.#nextLanguage();
    if (key === "PageUp" || (key === "Enter" && shiftKey)) return () => this.#move(-1);
    if (key === "PageDown") return () => this.#move(1);
    if (key === "Enter" && altKey) return null;
    if (key === "Enter") return this.#isButton(target) ? null : () => this.#enter();
    if (takesText(target) || altKey || !player.page) return null;
    if (key === "Escape") return () => this.#type("");
    if (key === "Backspace") return () => this.#type(this.typed.slice(0, -1));
    if (/^[0-9a-z_]$/i.test(key) || (key === " " && this.typed)) return () => this.#type(this.typed + key);
    return null;
  }

  /** Enter on a button or link presses it; a player of sound has keys of its own. @param {EventTarget | null} target */
  #isButton(target) {
    return !this.typed && target instanceof Element && target.closest("button, a, summary, audio, video") !== null;
  }

  #item() {
    return this.player.current ?? this.player.page?.items[0];
  }

  /** @param {string} typed */
  #type(typed) {
    this.typed = typed;
    setText(this.shown, typed);
    this.shown.hidden = !typed;
  }

  #enter() {
    const item = this.#item();
    const { typed } = this;
    this.#type("");
    if (!item) return this.#without();
    item.widget.settle?.();
    if (typed.trim() && !item.widget.pick?.(typed.trim())) return this.player.announce(t("There is no option {code}.", { code: typed.trim() }));
    this.#move(1);
  }

  /** A page without items is gone on from; the last one is handed in. */
  #without() {
    const { player } = this;
    if (player.pageKey) player.step(1);
    else if (!player.ending?.finish.hidden) void player.finish();
  }

  /** To the neighbouring item, over the edge of the page; a wrong answer keeps the focus. @param {number} by */
  #move(by) {
    const { player } = this;
    const item = this.#item();
    const items = player.page?.items ?? [];
    if (item && by > 0) {
      item.widget.settle?.();
      item.check();
      if (item.slot.problems.some((problem) => problem.code !== "ANSWER_REQUIRED" && problem.code !== "EVIDENCE_REQUIRED")) return this.#insist(item);
    }
    const next = items[(item ? items.indexOf(item) : -1) + by];
    if (next) {
      next.focus();
      next.element.scrollIntoView({ block: "center" });
      return;
    }
    player.step(by);
    if (by < 0) player.page?.items.at(-1)?.focus();
  }

  /** @param {import("./item.js").ItemView} item */
  #insist(item) {
    const reason = item.problem.querySelector("input");
    if (reason instanceof HTMLElement) reason.focus();
    else item.focus();
    this.player.announce(item.problem.textContent ?? "");
  }

  /** @param {string} code */
  #missing(code) {
    const item = this.#item();
    if (!item || item.locked || !this.player.run.form.missingOf(item.slot.node).includes(code)) return this.player.announce(t("This reason is not allowed here."));
    this.player.missing(item.slot, code);
    this.#move(1);
  }

  #nextLanguage() {
    const { languages = [] } = this.player.boot;
    const at = languages.indexOf(this.player.run.language);
    if (languages.length > 1) this.player.switchLanguage(languages[(at + 1) % languages.length]);
  }

  help() {
    const keys = [
      ["1 … 9, Enter", t("choose the option with this code; several codes with spaces")], ["Enter, PgDn", t("next item")],
      ["Shift+Enter, PgUp", t("previous item")], ["F2", t("Don't know")], ["F3", t("Refused")], ["F4", t("Not applicable")],
      ["F6", t("comment on the item")], ["F8", t("to the end")], ["F9", t("next language")], ["?", t("this help")],
    ];
    const toggle = h("input", { type: "checkbox", checked: shortcuts.isOn, on: { change: () => (shortcuts.isOn = toggle.checked) } });
    const close = h("button", { type: "button", class: "button button-secondary", on: { click: () => this.player.frame.dialog.close() } }, icon("check"), t("Close"));
    this.player.frame.show(h("h2", { text: t("Keys") }),
      h("dl", { class: "keys" }, ...keys.flatMap(([key, words]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text: words })])),
      h("label", { class: "keys-switch" }, toggle, t("Use these keys")), h("div", { class: "dialog-acts" }, close));
  }
}
