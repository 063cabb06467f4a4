/** @file The bar on top of the call: state, running clock, the phases to press, and what they come to. */

import { h, icon, setText } from "../player/dom.js";
import { clock } from "../player/widgets/timer.js";
import { PRESSED } from "./phases.js";
import { secondsWords, t } from "./texts.js";

/** @typedef {import("./phases.js").Phase} Phase @typedef {import("./call.js").Call} Call */

const TICK_MS = 250;
/** @type {Record<Phase, { words: () => string, sign: string, span?: string }>} */
const PHASES = {
  dialled: { words: () => t("Dialled"), sign: "phone" },
  ring: { words: () => t("Ringing"), sign: "bell", span: "ring" },
  answered: { words: () => t("Picked up: who is it?"), sign: "phone-call" },
  ivr: { words: () => t("Voice menu"), sign: "list-checks", span: "ivr" },
  queue: { words: () => t("Waiting queue"), sign: "hourglass", span: "queue" },
  human: { words: () => t("A person"), sign: "user", span: "talk" },
  hold: { words: () => t("On hold"), sign: "pause", span: "hold" },
  back: { words: () => t("Back again"), sign: "play" },
  transfer: { words: () => t("Passed on"), sign: "phone-forwarded", span: "transfer" },
  ended: { words: () => t("Call over"), sign: "phone-off", span: "total" },
};

export class DialBar {
  /** @param {{ title: string, place: string, wayOut: string, onPress: (phase: Phase) => void, onAppointment: () => void, onOutcome: () => void, onHelp: () => void }} options */
  constructor({ title, place, wayOut, onPress, onAppointment, onOutcome, onHelp }) {
    /** @type {Call | null} */
    this.call = null;
    this.onPress = onPress;
    this.state = h("span", { class: "dial-state" });
    this.clock = h("span", { class: "dial-clock", role: "timer", "aria-live": "off", text: "0:00" });
    /** @type {Map<string, HTMLElement>} */
    this.figures = new Map();
    /** @type {Map<Phase, { button: HTMLButtonElement, time: HTMLElement }>} */
    this.buttons = new Map(PRESSED.map((phase, index) => [phase, this.#phase(phase, index + 1, onPress)]));
    const act = (/** @type {string} */ key, /** @type {string} */ words, /** @type {string} */ sign, /** @type {() => void} */ click) =>
      h("button", { type: "button", class: "button button-quiet dial-act", on: { click } }, icon(sign), h("span", { text: words }), h("kbd", { text: key }));
    this.element = h("header", { class: "dial-bar", "aria-label": t("Call") },
      h("div", { class: "dial-top" }, this.state, this.clock,
        h("p", { class: "dial-who" }, h("strong", { text: title }), h("span", { text: place })),
        h("dl", { class: "dial-figures" }, this.#figure("toAnswer", t("To the pick-up")), this.#figure("toHuman", t("To a person")), this.#figure("onHold", t("On hold"))),
        h("div", { class: "dial-acts" }, act("F7", t("Appointment"), "calendar-clock", onAppointment), act("F8", t("Outcome"), "flag", onOutcome), act("?", t("Keys"), "keyboard", onHelp),
          h("a", { class: "button button-quiet button-square", href: wayOut, "aria-label": t("Leave; everything stays saved"), title: t("Leave; everything stays saved") }, icon("log-out")))),
      h("div", { class: "dial-phases", role: "group", "aria-label": t("What happens now") }, ...[...this.buttons.values()].map(({ button }) => button)));
    this.draw();
  }

  /** @param {Phase} phase @param {number} key @param {(phase: Phase) => void} onPress */
  #phase(phase, key, onPress) {
    const { words, sign } = PHASES[phase];
    const time = h("span", { class: "dial-time" });
    const button = h("button", { type: "button", class: "dial-phase", data: { phase }, "aria-keyshortcuts": `Alt+${key}`, on: { click: () => onPress(phase) } },
      h("span", { class: "dial-phase-name" }, icon(sign), words()), time, h("kbd", { text: String(key) }));
    return { button, time };
  }

  /** @param {string} name @param {string} words */
  #figure(name, words) {
    const value = h("dd", {}, h("span", { class: "dial-value", text: "–" }), h("span", { class: "dial-measured", text: t("measured"), hidden: true }));
    this.figures.set(name, value);
    return h("div", {}, h("dt", { text: words }), value);
  }

  /** @param {Call} call */
  follow(call) {
    this.call = call;
    this.ticking ??= setInterval(() => this.#tick(), TICK_MS);
    this.draw();
  }

  draw() {
    const { call } = this;
    const phase = call?.phase ?? "";
    const shown = phase ? PHASES[phase] : { words: () => t("Not dialled"), sign: "phone" };
    this.state.dataset.phase = phase;
    const words = phase === "answered" && call?.told.hint === "machine" ? t("Picked up: perhaps a machine") : shown.words();
    if (this.state.textContent !== words) this.state.replaceChildren(icon(shown.sign), h("span", { text: words }));
    for (const [one, { button }] of this.buttons) {
      button.disabled = !call?.next.includes(one);
      button.toggleAttribute("data-now", one === phase);
      if (one === phase) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    this.#tick();
  }

  #tick() {
    const { call } = this;
    if (!call) return;
    const { timings, figures } = call;
    setText(this.clock, clock(timings.total ?? 0));
    for (const [phase, { time }] of this.buttons) {
      const span = PHASES[phase].span ?? "";
      setText(time, span && timings[span] !== undefined && (phase !== "ended" || call.isOver) ? clock(timings[span]) : "");
    }
    this.#show("toAnswer", figures.toAnswer === undefined ? "–" : secondsWords(figures.toAnswer), call.isMeasured("ring"));
    this.#show("toHuman", figures.toHuman === undefined ? "–" : secondsWords(figures.toHuman), false);
    this.#show("onHold", figures.onHold === undefined ? "–" : `${Math.round(figures.onHold * 100)} %`, call.isMeasured("hold"));
    if (call.isOver) this.rest();
  }

  /** @param {string} name @param {string} words @param {boolean} isMeasured */
  #show(name, words, isMeasured) {
    const [value, mark] = /** @type {HTMLElement} */ (this.figures.get(name)).children;
    setText(value, words);
    /** @type {HTMLElement} */ (mark).hidden = !isMeasured;
  }

  rest() {
    clearInterval(this.ticking);
    this.ticking = undefined;
  }

  /** @param {number} digit */
  pressKey(digit) {
    const phase = PRESSED[digit - 1];
    if (phase) this.onPress(phase);
  }

  /** To what most likely comes next: a person, or the end of the call. */
  focus() {
    const likely = this.call?.next.includes("human") ? "human" : "ended";
    this.buttons.get(likely)?.button.focus();
  }
}

/** @param {Phase} phase */
export const phaseWords = (phase) => PHASES[phase].words();
