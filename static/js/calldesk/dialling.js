/** @file How a call is dialled: by the wave's telephone, in this browser, or by hand; where one way fails, others are offered. */

import { Phone, PhoneFault } from "./phone.js";
import { PhoneBar } from "./phone-bar.js";
import { faultWords } from "./phone-faults.js";
import { t } from "./texts.js";

/** @typedef {"telephone" | "browser" | "hand"} Way */
/** @typedef {import("./desk.js").CallDesk} CallDesk */

export class Dialling {
  /** @param {CallDesk} desk */
  constructor(desk) {
    const { phone, opens_links: opensLinks, rings } = desk.boot;
    this.desk = desk;
    this.opensLinks = opensLinks;
    this.rings = rings;
    this.isBeginning = false;
    /** @type {Way} */
    this.usual = phone ? "browser" : "telephone";
    this.bar = new PhoneBar({ onMute: () => this.mute(), onTone: (tone) => this.phone?.press(tone) });
    /** @type {Phone | null} */
    this.phone = phone && new Phone(phone, () => this.#askKey(), { onChange: () => this.#draw(), onEnd: (fault) => this.#ended(fault) });
  }

  async #askKey() {
    return (await this.desk.api.post("phone-key")).key;
  }

  #draw() {
    if (this.phone) this.bar.showBrowser(this.phone);
  }

  /** Begins an attempt. @param {string} number its id @param {Way} [way] */
  async begin(number, way = this.usual) {
    if (this.isBeginning) return;
    this.isBeginning = true;
    try {
      if (way === "browser" && !(await this.#isReady((other) => void this.begin(number, other)))) return;
      const { desk } = this;
      const begun = await desk.ask(() => desk.api.post(`cases/${desk.case.id}/attempts`, { number, by: way }).catch((refusal) => this.#begunBefore(refusal)));
      if (begun) await this.#goOn(begun, way);
    } finally {
      this.isBeginning = false;
    }
  }

  /** A call whose reply was lost on its way has begun all the same. @param {any} refusal */
  async #begunBefore(refusal) {
    if (!refusal.codes.includes("ATTEMPT_OPEN")) throw refusal;
    const { api, case: { id } } = this.desk;
    const told = await api.get(`cases/${id}`);
    if (!told.case.attempt) throw refusal;
    return told.case.attempt;
  }

  /** What is wrong with the browser is told while nothing has begun. @param {(way: Way) => void} instead */
  async #isReady(instead) {
    try {
      await this.phone?.prepare();
      return true;
    } catch (fault) {
      this.#offer(fault, instead);
      return false;
    }
  }

  /** @param {any} begun as the server tells it @param {Way} way */
  async #goOn(begun, way) {
    const { desk } = this;
    desk.take(begun);
    if (begun.state === "unavailable" && way === "telephone") desk.notices.show(t("The telephone system does not answer. Please dial by hand."));
    else desk.notices.say(t("Dialled"));
    this.show(begun, this.opensLinks);
    desk.bar.focus();
    if (way === "browser" && !begun.dial) await this.#ring(begun.attempt);
  }

  /** @param {string} attempt */
  async #ring(attempt) {
    try {
      await this.phone?.dial(attempt);
    } catch (fault) {
      this.#offer(fault, (way) => void this.#instead(attempt, way));
    }
  }

  /** The attempt goes on in another way; one that the provider has taken all the same is followed by a new one. @param {string} attempt @param {Way} way */
  async #instead(attempt, way) {
    const { desk } = this;
    if (desk.call?.told.state !== "dialled") return desk.redial(way, "technical");
    if (way === "browser") return (await this.#isReady((other) => void this.#instead(attempt, other))) ? this.#ring(attempt) : undefined;
    const told = await desk.ask(() => desk.api.post(`attempts/${attempt}/dial`, { by: way }));
    if (told) await this.#goOn(told, way);
  }

  /** The number of a call that a person dials. @param {any} attempt @param {boolean} opens at once, where a program takes it */
  show({ dial }, opens) {
    if (dial) this.bar.showNumber(this.desk.card.number?.text ?? dial.replace("tel:", ""), dial, opens);
    else this.bar.hide();
  }

  /** @param {unknown} fault @param {(way: Way) => void} act */
  #offer(fault, act) {
    if (!(fault instanceof PhoneFault)) throw fault;
    this.phone?.close();
    const [title, text] = faultWords(fault.code);
    /** @type {[string, string, Way][]} */
    const ways = [[t("Try again"), "refresh-cw", "browser"], [t("Ring my telephone"), "phone-call", "telephone"], [t("Dial by hand"), "phone", "hand"]];
    const offered = ways.filter(([, , way]) => way !== "telephone" || this.rings);
    this.desk.banner.show(title, text, offered.map(([words, sign, way], index) => ({ words, sign, key: `${index + 1}`, act: () => act(way) })));
  }

  /** @param {PhoneFault | null} fault why it never rang */
  #ended(fault) {
    const { call } = this.desk;
    if (!call || call.isOver) return;
    if (fault) this.#offer(fault, (way) => void this.#instead(call.id, way));
    else this.desk.lineIsDown();
  }

  mute() {
    const { notices } = this.desk;
    if (!this.phone?.mute()) return notices.show(t("There is nothing to mute: no call runs in this browser."));
    notices.say(this.phone.isMuted ? t("You are muted") : t("You are heard again"));
  }

  /** Alt+9: the number pad, or the program that dials. */
  use() {
    if (!this.bar.use()) this.desk.notices.show(t("Your telephone has the keys of this call, not this page."));
  }

  /** The call is over: what is left of it on this page goes. */
  hangUp() {
    this.phone?.hangUp();
    this.bar.hide();
  }
}
