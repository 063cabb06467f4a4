/** @file The case before anybody answers: why it comes now, what time it is there, what was tried, which number is called. */

import { h, icon, setText } from "../player/dom.js";
import { languageName } from "../player/texts.js";
import { t } from "./texts.js";

/** @typedef {{ id: string, text: string, label: string, state: string }} PhoneNumber */

/** @param {{ hard: boolean, from: string, until: string }} appointment */
export const appointmentWords = ({ hard, from, until }) => (hard ? t("Appointment at {from}", { from }) : t("Appointment from {from} to {until}", { from, until }));

export class CaseCard {
  /** @param {any} case_ as docs/calldesk.md lists it @param {{ onDial: () => void, onGiveBack: () => void, onQuestions: (() => void) | null, onLanguage: (code: string) => void, languages: string[], language: string }} options */
  constructor(case_, { onDial, onGiveBack, onQuestions, onLanguage, languages, language }) {
    this.case = case_;
    /** @type {PhoneNumber[]} */
    this.numbers = case_.numbers.filter((/** @type {PhoneNumber} */ number) => number.state === "good");
    this.chosen = 0;
    this.dial = h("button", { type: "button", class: "button button-primary button-large case-dial", on: { click: onDial } }, icon("phone-call"), h("span", {}), h("kbd", { text: "Enter" }));
    this.back = h("button", { type: "button", class: "button button-quiet", on: { click: onGiveBack } }, icon("undo-2"), h("span", { text: t("Give the case back") }));
    this.questions = onQuestions && h("button", { type: "button", class: "button button-secondary case-questions", on: { click: onQuestions } }, icon("pencil"), h("span", { text: t("Go on with the questions") }));
    this.calling = h("p", { class: "case-calling", hidden: true });
    this.choices = h("div", { class: "case-numbers", role: "radiogroup", "aria-label": t("Numbers") });
    this.language = h("select", { class: "input case-language", "aria-label": t("Language of the call"), hidden: languages.length < 2, on: { change: () => onLanguage(this.language.value) } },
      ...languages.map((code) => h("option", { value: code, text: languageName(code), selected: code === language })));
    this.element = h("section", { class: "case-card" },
      h("h1", { class: "case-title", tabindex: "-1", text: case_.title }),
      h("p", { class: "case-lead" }, h("span", { class: "case-kind", text: case_.kind === "survey" ? t("Survey") : t("Test call") }), [case_.scenario, case_.place].filter(Boolean).join(" · ")),
      h("p", { class: "case-time" }, icon("clock"), h("strong", { text: t("{time} there now", { time: case_.local_time }) })),
      this.#appointment(), this.#reasons(), this.choices,
      this.calling, h("div", { class: "row case-acts" }, this.dial, this.questions, this.language, this.back), this.#history());
    this.#drawNumbers();
  }

  #appointment() {
    const { appointment } = this.case;
    if (!appointment) return null;
    return h("p", { class: "case-appointment" }, icon("calendar-clock"), h("span", {}, h("strong", { text: appointmentWords(appointment) }), appointment.note ? ` · ${appointment.note}` : ""));
  }

  #reasons() {
    if (!this.case.reasons.length) return null;
    return h("section", { class: "case-why" }, h("h2", { text: t("Why this case") }), h("ul", {}, ...this.case.reasons.map((/** @type {string} */ text) => h("li", { text }))));
  }

  #history() {
    const { history } = this.case;
    const rows = history.map((/** @type {any} */ { at, outcome, note, by }) => h("tr", {}, h("td", { text: at }), h("td", {}, h("strong", { text: outcome }), note ? h("span", { class: "case-note", text: note }) : null), h("td", { text: by })));
    const body = rows.length
      ? h("table", { class: "case-attempts" }, h("thead", {}, h("tr", {}, ...[t("When"), t("How it ended"), t("Caller")].map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...rows))
      : h("p", { class: "muted", text: t("This is the first attempt.") });
    return h("section", { class: "case-history" }, h("h2", { text: t("Attempts so far") }), body);
  }

  #drawNumbers() {
    this.choices.hidden = this.case.numbers.length < 2;
    this.choices.replaceChildren(...this.case.numbers.map((/** @type {PhoneNumber} */ number) => {
      const at = this.numbers.indexOf(number);
      const input = h("input", { type: "radio", name: "number", value: number.id, checked: at === this.chosen, disabled: at < 0, on: { change: () => this.choose(at) } });
      return h("label", { class: "case-number" }, input, at >= 0 ? h("kbd", { text: String(at + 1) }) : null, h("strong", { text: number.text }), number.label ? ` ${number.label}` : "", at < 0 ? ` · ${t("not in use")}` : "");
    }));
    const number = this.number;
    setText(this.dial.children[1], number ? t("Call {number}", { number: number.text }) : t("No number to call"));
    this.dial.disabled = !number;
  }

  get number() {
    return this.numbers[this.chosen];
  }

  /** @param {number} at @returns {boolean} */
  choose(at) {
    if (!this.numbers[at]) return false;
    this.chosen = at;
    this.#drawNumbers();
    return true;
  }

  /** While it rings the card tells, and nothing on it can be pressed. */
  ring() {
    this.dial.hidden = this.back.hidden = this.choices.hidden = true;
    this.calling.hidden = false;
    setText(this.calling, this.number?.text ?? "");
  }

  focus() {
    (this.dial.disabled ? this.back : this.dial).focus();
  }
}
