/** @file One screen for one call: dial bar on top, script left, first the case and then the questions right. */

import { isBlank } from "../interview/values.js";
import { h, useIcons } from "../player/dom.js";
import { play } from "../player/main.js";
import { speak, useTexts } from "../player/texts.js";
import { Api, Refusal } from "./api.js";
import { askAppointment } from "./appointment.js";
import { Call } from "./call.js";
import { CaseCard } from "./card.js";
import { DialBar, phaseWords } from "./dial-bar.js";
import { Dialling } from "./dialling.js";
import { isDialogOpen } from "./dialogs.js";
import { showHelp } from "./help.js";
import { listen } from "./keys.js";
import { isRefused, land } from "./landing.js";
import { recall } from "./memory.js";
import { Notices } from "./notices.js";
import { Quota } from "./quota.js";
import { Recording } from "./recording.js";
import { caseDetails, scriptOf } from "./side.js";
import { suggestion } from "./suggestion.js";
import { askOutcome } from "./outcome.js";
import { t, useWords } from "./texts.js";

/** @typedef {import("./phases.js").Phase} Phase @typedef {import("../player/player.js").Player} Player */

const POLL_MS = 1000;
const HOLD_MS = 60_000;
const RECEIPT_MS = 15_000;
const LOST = new Set([403, 404, 409]);

export class CallDesk {
  /** @param {HTMLElement} root @param {any} boot as mystery/web/cati/case.py makes it */
  constructor(root, boot) {
    useWords(boot.words, boot.page_language);
    useTexts(boot.texts);
    useIcons(boot.urls.icons);
    this.boot = boot;
    this.case = boot.case;
    this.api = new Api(boot.urls.api, boot.csrf);
    this.attempts = this.case.history.length;
    this.language = boot.language;
    speak(this.language);
    /** @type {Call | null} */
    this.call = null;
    /** @type {Player | null} */
    this.player = null;
    /** from here on the keys are the player's, also while it still opens */
    this.hasQuestions = false;
    /** what the server is being asked, so that a second press waits */
    this.isBusy = false;
    this.notices = new Notices();
    this.banner = this.notices.banner;
    this.bar = new DialBar({
      title: this.case.title, place: this.case.place, wayOut: boot.urls.desk, onPress: (phase) => this.press(phase),
      onAppointment: () => this.askAppointment(), onOutcome: () => this.askOutcome(), onHelp: () => this.help(),
    });
    this.card = new CaseCard(this.case, {
      onDial: () => this.go(), onGiveBack: () => this.giveBack(), onQuestions: boot.player && (() => void this.#open(boot.player)), onLanguage: (code) => this.speakLanguage(code), languages: boot.languages, language: this.language,
    });
    this.quota = new Quota(() => this.api.get(`cases/${this.case.id}/quota`), (told) => this.#tellQuota(told));
    this.recording = new Recording((address, body) => this.ask(() => this.api.post(address, body)));
    this.dialling = new Dialling(this);
    this.stage = h("main", { class: "player", id: "content", tabindex: "-1", data: { layout: "call" } });
    const top = h("div", { class: "call-top" }, this.bar.element, this.dialling.bar.element, this.notices.element);
    root.replaceChildren(top, this.recording.element, this.stage);
    new ResizeObserver(() => root.style.setProperty("--dial-bar", `${top.offsetHeight}px`)).observe(top);
    listen(this);
  }

  async start() {
    const { attempt, player } = this.boot;
    this.#drawCase();
    this.held = setInterval(() => this.#hold(), HOLD_MS);
    if (attempt) this.take(attempt, await recall(attempt.attempt));
    if (attempt) this.dialling.show(attempt, false);
    if (player && (attempt || this.case.state !== "open")) await this.#open(player);
    if (attempt) this.#askToRejoin();
    else if (!this.player) this.card.focus();
  }

  // --- before somebody answers ------------------------------------------------------------------------------

  #drawCase() {
    this.side = scriptOf(this.boot, this.language);
    this.stage.replaceChildren(h("div", { class: "player-columns" }, h("aside", { class: "player-side" }, this.side), h("div", { class: "player-main" }, this.card.element)));
  }

  /** @param {string} code */
  speakLanguage(code) {
    this.language = code;
    this.card.language.value = code;
    speak(code);
    const before = this.side;
    this.side = scriptOf(this.boot, code);
    before?.replaceWith(this.side);
  }

  nextLanguage() {
    const codes = this.boot.languages;
    if (codes.length > 1) this.speakLanguage(codes[(codes.indexOf(this.language) + 1) % codes.length]);
  }

  /** Enter, where nothing else is pressed by it: calls, or says that a person is there. */
  go() {
    return this.call ? this.press("human") : this.dial();
  }

  /** @param {number} digit a phase while a call runs; before, a number */
  digit(digit) {
    if (this.call) return this.bar.pressKey(digit);
    if (!this.card.choose(digit - 1)) this.notices.show(t("There is no number {number}.", { number: digit }));
  }

  /** @param {import("./dialling.js").Way} [way] */
  async dial(way) {
    const { number } = this.card;
    if (!this.call && number) await this.dialling.begin(number.id, way);
  }

  /** @param {any} attempt @param {import("./phases.js").Mark[]} [marks] of a call that goes on */
  take(attempt, marks) {
    if (attempt.attempt !== this.call?.id) this.attempts += 1;
    this.call = new Call(attempt, { isTold: attempt.telephony !== "none", marks });
    this.card.ring();
    this.bar.follow(this.call);
    this.recording.show(attempt.recording);
    clearInterval(this.polled);
    if (this.call.isTold) this.polled = setInterval(() => this.#listen(), POLL_MS);
  }

  async giveBack() {
    if (this.call) return this.notices.show(t("A call is open: end it with its outcome first."));
    if (await this.ask(() => this.api.post(`cases/${this.case.id}/give-back`))) location.assign(this.boot.urls.desk);
  }

  // --- while it runs ------------------------------------------------------------------------------------------

  /** @param {Phase} phase */
  async press(phase) {
    const { call } = this;
    if (!call) return this.notices.show(t("Nothing is dialled yet."));
    if (!call.press(phase)) return this.notices.show(t("“{phase}” cannot come now.", { phase: phaseWords(phase) }));
    this.notices.say(phaseWords(phase));
    this.#follow();
    if (phase === "ended") this.#over(true);
    else if (phase !== "human") this.player || this.bar.focus();
    else if (this.player) this.#toItem();
    else await this.#openInterview();
  }

  #follow() {
    this.bar.draw();
    if (this.call && this.player) land(this.player, this.call, this.attempts);
  }

  async #listen() {
    const { call } = this;
    if (!call || this.isListening) return; // replies that overtake each other would turn the call back
    this.isListening = true;
    const told = await this.api.get(`attempts/${call.id}`).catch(() => null);
    this.isListening = false;
    if (!told || call !== this.call) return;
    this.recording.show(told.recording);
    const heard = () => `${call.phase} ${call.told.measured.length} ${call.told.hint}`;
    const [before, known] = [call.phase, heard()];
    const hasEnded = call.hear(told);
    if (call.phase !== before) this.notices.say(phaseWords(/** @type {Phase} */ (call.phase)));
    if (heard() !== known) this.#follow();
    if (hasEnded) this.#over(false);
  }

  /** @param {boolean} isOurs whether the caller has hung up */
  #over(isOurs) {
    const { call, player } = this;
    this.dialling.hangUp();
    if (isOurs && call?.isTold) void this.api.post(`attempts/${call.id}/hang-up`).catch(() => null);
    if (!player || player.run.finished) return isDialogOpen() ? this.notices.show(t("The call is over: say with F8 how it ended.")) : this.askOutcome();
    if (isOurs && this.case.kind === "test") return this.notices.show(t("The call is over. Please fill in the rest now."));
    this.banner.show(t("The call is over, the questions are not finished"), t("Everything so far is saved."), [
      { words: t("Call again"), sign: "phone-call", key: "1", act: () => this.redial() },
      { words: t("Appointment"), sign: "calendar-clock", key: "2", act: () => this.askAppointment() },
      { words: t("Break off"), sign: "phone-off", key: "3", act: () => this.askOutcome(this.case.kind === "test" ? "dropped" : "break_off") },
      { words: t("Go on with the questions"), sign: "pencil", key: "4", act: () => this.#toItem() },
    ]);
  }

  /** The call in this browser has ended by itself. */
  lineIsDown() {
    this.call?.press("ended");
    this.#follow();
    this.#over(false);
  }

  #askToRejoin() {
    const { call } = this;
    if (!call || call.isOver) return;
    this.banner.show(t("The call is still open"), t("This page was closed in the middle of it. Everything so far is saved."), [
      { words: t("Go on with the call"), sign: "phone-call", key: "1", act: () => this.#toItem() },
      { words: t("Hang up"), sign: "phone-off", key: "2", act: () => this.press("ended") },
      ...(this.dialling.phone ? [{ words: t("Call again"), sign: "refresh-cw", key: "3", act: () => this.redial() }] : []), // what rang in this browser ended with the page
    ]);
  }

  #toItem() {
    const { player } = this;
    if (player?.page) (player.current ?? player.page.items[0])?.focus();
    else if (player) player.ending?.title.focus();
    else if (this.call?.hasMet) void this.#openInterview();
    else this.bar.focus();
  }

  /** @param {import("./dialling.js").Way} [way] @param {string} [outcome] of the call before */
  async redial(way, outcome = "dropped") {
    if (await this.#end(outcome, "")) await this.dial(way);
  }

  async #hold() {
    try {
      await this.api.post(`cases/${this.case.id}/hold`);
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || !refusal.status) return;
      if (!LOST.has(refusal.status)) return this.notices.refuse(refusal.message);
      clearInterval(this.held);
      this.banner.show(t("Somebody else has this case now"), t("What you have typed is kept and goes on being sent. Please end the call politely."), [
        { words: t("Understood"), sign: "check", key: "1", act: () => this.#toItem() },
        { words: t("To my desk"), sign: "house", key: "2", act: () => location.assign(this.boot.urls.desk) },
      ]);
    }
  }

  // --- the questions ------------------------------------------------------------------------------------------

  async #openInterview() {
    const player = await this.ask(() => this.api.post(this.boot.urls.interview, { language: this.language }));
    if (!player) return this.banner.show(t("The questions did not open"), t("Everything so far is saved."), [{ words: t("Try again"), sign: "refresh-cw", key: "1", act: () => void this.#openInterview() }]);
    await this.#open(player);
    this.#firstOpen()?.element.scrollIntoView({ block: "center" });
    this.#firstOpen()?.focus();
  }

  /** @param {any} boot */
  async #open(boot) {
    const { stage } = this;
    this.hasQuestions = true;
    this.player = await play(stage, { ...boot, dialBar: true });
    stage.querySelector(".player-side")?.prepend(caseDetails(this.case));
    this.player.onRecord = () => this.#onRecord();
    this.#follow();
    this.#toItem();
  }

  /** Without consent nothing more is asked and nothing handed in: the outcome comes next. */
  #hearConsent() {
    const had = this.isRefused;
    this.isRefused = this.player !== null && this.case.kind === "survey" && isRefused(this.player);
    if (this.isRefused && !had && this.call) setTimeout(() => this.askOutcome("refusal_soft"));
  }

  /** Enough people like this one have been asked: the caller hears it as soon as the answers say so. @param {import("./quota.js").Told} told */
  #tellQuota({ action, may_go_on: mayGoOn, full }) {
    if (!this.call || this.player?.run.finished) return;
    const words = t("This quota is full: {cells}.", { cells: full.join(", ") });
    if (action === "count") return this.notices.show(words);
    const leave = { words: t("End the interview"), sign: "phone-off", act: () => this.askOutcome("quota_full") };
    const stay = { words: mayGoOn ? t("Go on with the questions") : t("Correct an answer"), sign: "pencil", act: () => this.#toItem() };
    const [first, second] = mayGoOn ? [stay, leave] : [leave, stay];
    this.banner.show(words, mayGoOn ? t("Who is on the line may finish.") : t("Thank them and end the interview politely; everything so far is saved."), [{ ...first, key: "1" }, { ...second, key: "2" }]);
  }

  /** What the call has not answered by itself; else the last question of the page, from where Enter goes on. */
  #firstOpen() {
    const items = this.player?.page?.items ?? [];
    return items.find(({ slot, locked }) => !locked && !slot.missing && slot.node.type !== "timer" && isBlank(slot.value)) ?? items.at(-1);
  }

  #onRecord() {
    this.notices.say("");
    this.#hearConsent();
    if (this.call && this.case.kind === "survey") this.quota.heard();
    if (!this.player?.run.finished || this.hasFinished) return;
    this.hasFinished = true;
    setTimeout(() => (this.call ? this.askOutcome() : void this.#receipt().then((has) => has && this.#next())));
  }

  // --- how it ends --------------------------------------------------------------------------------------------

  /** @param {string} [code] what is marked when the list opens */
  askOutcome(code) {
    if (!this.call) return this.notices.show(t("Call first, or give the case back."));
    this.player?.page?.settle();
    this.banner.hide();
    askOutcome(this.case.outcomes, {
      suggested: code ?? suggestion(this.case, this.call, Boolean(this.player?.run.finished)),
      onChoose: (chosen, note) => this.#choose(chosen, note),
    });
  }

  /** @param {string} code @param {string} note @returns {Promise<string>} what speaks against it */
  async #choose(code, note) {
    const isDone = ["reached", "complete"].includes(code);
    if (isDone && !this.player?.run.finished) return t("The questions are not finished: close this with Escape and go on.");
    if (isDone && !(await this.#receipt())) return t("The server has not confirmed the interview yet. Please try again in a moment.");
    const told = await this.#end(code, note);
    if (!told) return this.notices.wrong.textContent ?? "";
    const isResult = this.case.kind === "test" && told.state === "done" && told.interview;
    if (isResult && !this.player?.run.finished) setTimeout(() => void this.#lastQuestions()); // the list is closed by then
    else this.#next();
    return "";
  }

  /** An interview counts as handed in with its receipt; going away before would leave that to chance. */
  async #receipt() {
    for (let waited = 0; waited < RECEIPT_MS; waited += 50) {
      if (this.player?.status?.receipt) return true;
      await new Promise((go) => setTimeout(go, 50));
    }
    return false;
  }

  /** A hotline that was never reached is a result, too: its last attempt leads into the questions. */
  async #lastQuestions() {
    if (!this.player) await this.#openInterview();
    if (this.player && this.player.run.language !== this.language) this.player.switchLanguage(this.language);
    this.notices.show(t("That was the last attempt. Please finish the questions."));
  }

  /** @param {string} outcome @param {string} note @returns {Promise<any>} what the server tells of the case; undefined where it refuses */
  async #end(outcome, note) {
    const { call } = this;
    if (!call) return undefined;
    if (!call.isOver) call.press("ended");
    this.#follow();
    const told = await this.ask(() => this.api.post(`attempts/${call.id}/end`, { outcome, note, timings: call.timings }));
    if (!told) return undefined;
    clearInterval(this.polled);
    this.dialling.hangUp();
    this.call = null;
    return told;
  }

  askAppointment() {
    this.player?.page?.settle();
    this.banner.hide();
    askAppointment(this.case.zone, { onMake: (wanted) => this.#make(wanted) });
  }

  /** @param {import("./appointment.js").Wanted} wanted @returns {Promise<string>} what speaks against it */
  async #make(wanted) {
    if (!(await this.ask(() => this.api.post(`cases/${this.case.id}/appointments`, wanted)))) return this.notices.wrong.textContent ?? "";
    this.notices.say(t("The appointment is made."));
    if (!this.call) this.#next();
    else setTimeout(() => void this.#endWith(wanted.hard ? "appointment_hard" : "appointment_soft"));
    return "";
  }

  /** @param {string} code an outcome that says it all, where the case knows it */
  async #endWith(code) {
    if (!this.case.outcomes.some((/** @type {any} */ outcome) => outcome.code === code)) return this.askOutcome();
    if (await this.#end(code, "")) this.#next();
  }

  /** As the button of the desk does it: the server remembers why it is this case. */
  #next() {
    clearInterval(this.held);
    const form = h("form", { method: "post", action: this.boot.urls.next, hidden: true }, h("input", { type: "hidden", name: "csrf_token", value: this.boot.csrf }));
    document.body.append(form);
    form.submit();
  }

  // --- words --------------------------------------------------------------------------------------------------

  /** One request at a time; what speaks against it is told and undefined comes back. @param {() => Promise<any>} act */
  async ask(act) {
    if (this.isBusy) return void this.notices.refuse(t("One moment: the server has not answered yet."));
    this.isBusy = true;
    this.notices.refuse("");
    try {
      const told = await act();
      this.notices.refuse("");
      return told ?? true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.notices.refuse(refusal.message || t("No connection to the server. Everything so far is saved; please try again."));
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  help() {
    showHelp();
  }
}
