/** @file The bar of running stopwatches: always in sight, one tap to stop. */

import { below } from "../interview/instance.js";
import { textOf } from "../interview/labels.js";
import { arrange, h, icon, setText } from "./dom.js";
import { t } from "./texts.js";
import { clock, isRunning, secondsOf, turned } from "./widgets/timer.js";

/** @typedef {import("../interview/instance.js").Slot} Slot */

const TICK_MS = 250;

export class Stopwatches {
  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
    this.element = h("div", { class: "stopwatches", hidden: true });
    /** @type {Map<Slot, { row: HTMLElement, time: HTMLElement }>} */
    this.rows = new Map();
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.ticking = undefined;
    /** @type {string[] | undefined} keys of the timers of the form */
    this.timers = undefined;
    player.signal?.addEventListener("abort", () => this.#rest());
  }

  refresh() {
    const running = this.#running();
    for (const slot of running) if (!this.rows.has(slot)) this.rows.set(slot, this.#row(slot));
    for (const slot of [...this.rows.keys()]) if (!running.includes(slot)) this.rows.delete(slot);
    arrange(this.element, [...this.rows.values()].map(({ row }) => row));
    this.element.hidden = !running.length;
    if (running.length && !this.player.signal?.aborted) this.ticking ??= setInterval(() => this.#tick(), TICK_MS);
    else this.#rest();
    this.#tick();
  }

  #rest() {
    clearInterval(this.ticking);
    this.ticking = undefined;
  }

  /** @returns {Slot[]} */
  #running() {
    const { run } = this.player;
    this.timers ??= run.form.pack.nodes.filter((/** @type {any} */ node) => node.type === "timer").map((/** @type {any} */ node) => node.key);
    const slots = this.timers.flatMap((/** @type {string} */ key) => below(run.root, run.form.chainOf(key)).map((at) => at.slots.get(key)));
    return slots.filter((/** @type {Slot} */ slot) => slot.relevant && isRunning(slot.value));
  }

  /** @param {Slot} slot */
  #row(slot) {
    const time = h("span", { class: "stopwatch-time", role: "timer", "aria-live": "off" });
    const act = (/** @type {"stop" | "lap"} */ kind) => () => this.player.answer(slot, turned(slot.value, Date.now(), kind));
    const label = textOf(this.player.run, slot, "label") || slot.node.name;
    const row = h("div", { class: "stopwatch" }, icon("timer"), h("span", { class: "stopwatch-label", text: label }), time,
      h("button", { type: "button", class: "button button-secondary", on: { click: act("lap") } }, t("Lap")),
      h("button", { type: "button", class: "button button-primary", on: { click: act("stop") } }, t("Stop")));
    return { row, time };
  }

  #tick() {
    const now = Date.now();
    for (const [slot, { time }] of this.rows) setText(time, clock(secondsOf(slot.value, now)));
    for (const view of this.player.page?.items ?? []) {
      if (view.slot.node.type === "timer" && isRunning(view.slot.value)) setText(view.widget.element.querySelector(".timer-clock") ?? view.element, clock(secondsOf(view.slot.value, now)));
    }
  }
}
