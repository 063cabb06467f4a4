/** @file Locks the tablet when nobody has touched it for five minutes. */

const AFTER_MS = 5 * 60 * 1000;
const LOOK_MS = 5_000;
const SIGNS = ["pointerdown", "keydown", "input", "scroll"];

export class Idle {
  /** @param {() => void} onIdle */
  constructor(onIdle) {
    this.onIdle = onIdle;
    this.touched = 0;
    this.isRunning = false;
    for (const sign of SIGNS) addEventListener(sign, () => this.touch(), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK_MS);
  }

  touch() {
    this.look();
    this.touched = Date.now();
  }

  start() {
    this.isRunning = true;
    this.touched = Date.now();
  }

  stop() {
    this.isRunning = false;
  }

  /** A clock that was set back counts as a touch: it must not keep the tablet open, nor lock it in the middle of a word. */
  look() {
    const past = Date.now() - this.touched;
    if (past < 0) this.touched = Date.now();
    if (this.isRunning && past >= AFTER_MS) {
      this.stop();
      this.onIdle();
    }
  }
}
