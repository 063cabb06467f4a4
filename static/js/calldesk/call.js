/** @file One attempt as the page knows it: its marks, what the provider told, and the spans of both. Draws nothing. */

import { remember } from "./memory.js";
import { derived, merged, nextOf, phaseOf, pressed, runningSpan, timingsOf } from "./phases.js";

/** @typedef {import("./phases.js").Phase} Phase @typedef {import("./phases.js").Mark} Mark */
/** @typedef {{ state: string, hint: string, timings: Record<string, number>, measured: string[] }} Told */

/** How a provider calls the end. */
export const FINAL = new Set(["completed", "busy", "no_answer", "failed", "cancelled", "dropped"]);
/** What telephony knows better than a thumb. Its talk begins with the pick-up, also by a voice menu, and so is another one. */
const TAKEN = ["ring", "total"];
/** @type {Record<string, Phase>} what a provider's word marks by itself */
const MARKED = { ringing: "ring", answered: "answered" };

export class Call {
  /** @param {{ attempt: string, state: string, started_at: string, timings?: any, measured?: string[] }} attempt @param {{ isTold: boolean, marks?: Mark[] }} how isTold: telephony tells its state; marks: of a call that goes on */
  constructor({ attempt, state, started_at, timings = {}, measured = [] }, { isTold, marks }) {
    this.id = attempt;
    this.isTold = isTold;
    /** @type {Told} */
    this.told = { state, hint: "", timings, measured };
    this.marks = marks ?? [];
    if (!this.marks.length) this.#mark("dialled", marks ? Math.min(Date.parse(started_at) || Date.now(), Date.now()) : Date.now());
  }

  get phase() {
    return phaseOf(this.marks);
  }

  get next() {
    return nextOf(this.marks);
  }

  get isOver() {
    return this.phase === "ended";
  }

  /** Whether a person was there. */
  get hasMet() {
    return this.marks.some(({ phase }) => phase === "human");
  }

  get running() {
    return runningSpan(this.marks);
  }

  get timings() {
    return merged(timingsOf(this.marks, Date.now()), this.told.timings, this.#measured);
  }

  get figures() {
    return derived(this.marks, this.timings);
  }

  /** @param {string} span */
  isMeasured(span) {
    return this.#measured.includes(span);
  }

  get #measured() {
    return this.told.measured.filter((span) => TAKEN.includes(span));
  }

  /** @param {Phase} phase @returns {boolean} whether it may come now */
  press(phase) {
    if (!this.next.includes(phase)) return false;
    this.#mark(phase, Date.now());
    return true;
  }

  /** Takes what the provider tells, by the clock of this page: another may be wrong by minutes. A thumb that was faster has already said it. @param {Told} told @returns {boolean} whether the call has ended by it */
  hear(told) {
    this.told = { ...this.told, ...told };
    const phase = MARKED[told.state];
    if (phase && this.#isWaiting && !this.marks.some((mark) => mark.phase === phase)) this.#mark(phase, Date.now());
    if (!FINAL.has(told.state) || this.isOver) return false;
    this.#mark("ended", Date.now());
    return true;
  }

  /** Nobody has said yet who answered. */
  get #isWaiting() {
    return ["dialled", "ring"].includes(this.phase);
  }

  /** @param {Phase} phase @param {number} at */
  #mark(phase, at) {
    this.marks = pressed(this.marks, phase, Math.max(at, this.marks.at(-1)?.at ?? at));
    remember(this.id, this.marks);
  }
}
