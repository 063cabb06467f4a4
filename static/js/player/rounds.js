/** @file A repeat on the screen: its rounds, and the buttons that add and remove them. */

import { textOf } from "../interview/labels.js";
import { isQuestion } from "../interview/types.js";
import { arrange, h, icon, setText } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../interview/instance.js").Slot} Slot @typedef {import("../interview/instance.js").Instance} Instance */

/** @param {import("./page.js").Page} page @param {Slot} slot @param {{ language?: boolean }} what @returns {HTMLElement} */
export function drawn(page, slot, what) {
  const { player } = page;
  const { run } = player;
  const repeat = page.view(slot, () => new RepeatView(player, slot));
  repeat.draw(textOf(run, slot, "label"), run.rounds(slot).map((at) => {
    const round = page.view(at, () => new RoundView(player, slot, at));
    round.draw(page.children(slot.node.key, at, what));
    return round.element;
  }));
  return repeat.element;
}

/** @param {Player} player @param {Slot} repeat */
function addRound(player, repeat) {
  const count = (repeat.at.repeats.get(repeat.node.key) ?? []).length;
  player.act("add", `${repeat.path}[${count + 1}]`);
  const added = player.run.rounds(repeat).at(-1);
  const first = [...(added?.slots.values() ?? [])].find((slot) => slot.relevant && isQuestion(slot.node));
  if (first) player.page?.itemView(first)?.focus();
}

/** @param {Player} player @param {Slot} repeat @param {Instance} at */
function removeRound(player, repeat, at) {
  const answer = (/** @type {boolean} */ isYes) => () => {
    player.frame.dialog.close();
    if (!isYes) return;
    player.act("remove", at.path);
    player.page?.views.get(repeat)?.add.focus();
  };
  player.frame.show(h("p", { text: t("Remove this entry? Its answers leave the interview.") }), h("div", { class: "dialog-acts" },
    h("button", { type: "button", class: "button button-secondary", on: { click: answer(false) } }, t("Keep it")),
    h("button", { type: "button", class: "button button-danger", on: { click: answer(true) } }, t("Remove"))));
}

class RepeatView {
  /** @param {Player} player @param {Slot} slot */
  constructor(player, slot) {
    this.player = player;
    this.slot = slot;
    this.title = h("h2", { class: "group-title" });
    this.body = h("div", { class: "rounds" });
    this.none = h("p", { class: "rounds-none" });
    this.words = h("span", {});
    this.add = h("button", { type: "button", class: "button button-secondary rounds-add", on: { click: () => addRound(player, slot) } }, icon("plus"), this.words);
    this.element = h("section", { class: "repeat", data: { key: slot.node.key, appearance: slot.node.appearance ?? "" } }, this.title, this.none, this.body, this.add);
  }

  /** @param {string} label @param {HTMLElement[]} rounds */
  draw(label, rounds) {
    setText(this.title, label);
    this.title.hidden = !label;
    setText(this.none, t("Nothing added yet."));
    setText(this.words, t("Add: {what}", { what: label || this.slot.node.name }));
    this.none.hidden = rounds.length > 0;
    this.add.hidden = Boolean(this.slot.node.repeat_count) || this.player.readOnly || this.player.isSettled(this.slot);
    arrange(this.body, rounds);
  }
}

class RoundView {
  /** @param {Player} player @param {Slot} repeat @param {Instance} at */
  constructor(player, repeat, at) {
    this.player = player;
    this.repeat = repeat;
    this.at = at;
    this.title = h("h3", { class: "round-title", tabindex: "-1" });
    this.words = h("span", {});
    this.remove = h("button", { type: "button", class: "button button-quiet", on: { click: () => removeRound(player, repeat, at) } }, icon("trash-2"), this.words);
    this.body = h("div", { class: "group-items" });
    this.element = h("section", { class: "round" }, h("header", { class: "round-head" }, this.title, this.remove), this.body);
  }

  /** @param {HTMLElement[]} children */
  draw(children) {
    const label = textOf(this.player.run, this.repeat, "label") || this.repeat.node.name;
    setText(this.title, `${label} ${this.at.position}`);
    setText(this.words, t("Remove"));
    this.remove.hidden = Boolean(this.repeat.node.repeat_count) || this.player.readOnly || this.player.isSettled(this.repeat);
    arrange(this.body, children);
  }
}
