/** @file Whether the app stands on the home screen, and how it comes there. */

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
      this.dispatchEvent(new Event("change"));
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
