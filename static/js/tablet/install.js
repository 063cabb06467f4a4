/** @file Whether the app stands on the home screen, and how it comes there. */

import { askToKeep } from "../sync/keeping.js";

export class Install extends EventTarget {
  constructor() {
    super();
    /** @type {any} Chromium's own offer */
    this.offer = null;
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.offer = event;
      this.dispatchEvent(new Event("change"));
    });
    addEventListener("appinstalled", () => {
      this.offer = null;
      // What a browser refuses a page, it grants an app on the home screen.
      void askToKeep().then(() => this.dispatchEvent(new Event("change")));
    });
  }

  get isInstalled() {
    return matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone === true;
  }

  /** Safari has no offer: its people add the app by hand, and must, since it clears pages that are only visited. */
  get isByHand() {
    return /iPad|iPhone|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  }

  async ask() {
    const { offer } = this;
    this.offer = null;
    await offer?.prompt();
    this.dispatchEvent(new Event("change"));
  }
}
