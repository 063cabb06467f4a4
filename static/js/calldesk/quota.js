/** @file Whether what a respondent has said leads into a quota that is full: asked once the answers have had time to arrive. */

const SETTLED_MS = 2_500;

/** @typedef {{ action: string, may_go_on: boolean, full: string[] }} Told as the server tells it */

export class Quota {
  /** @param {() => Promise<Told>} ask @param {(told: Told) => void} onFull once for the same full cells */
  constructor(ask, onFull) {
    this.ask = ask;
    this.onFull = onFull;
    this.known = "";
  }

  /** Something was answered. */
  heard() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#look(), SETTLED_MS);
  }

  async #look() {
    const told = await this.ask().catch(() => null);
    const full = told?.full.join("\n") ?? "";
    if (full === this.known || !told) return;
    this.known = full;
    if (full) this.onFull(told);
  }
}
