/** @file The app: who works, which screen is open, when it locks. Screens are functions; see screens/index.js. */

import { Device } from "../sync/device.js";
import { Outbox } from "../sync/outbox.js";
import { h, useIcons } from "../player/dom.js";
import { speak, t, useTexts } from "../player/texts.js";
import { DiscreetNote } from "./discreet.js";
import { failureOf } from "./failures.js";
import { formatIn } from "./formats.js";
import { Frame } from "./frame.js";
import { Install } from "./install.js";
import { looks, keepLooks } from "./preferences.js";
import { findScreen } from "./screens/index.js";
import { noMemory } from "./screens/no-memory.js";
import { Update } from "./update.js";

/**
 * @typedef {{ element: HTMLElement, title: string, back?: string, backWords?: string, bare?: boolean, wide?: boolean, refresh?: () => unknown, leave?: () => unknown, hasDraft?: boolean }} Screen
 */

const MINUTE_MS = 60_000;

export class App {
  /** @param {HTMLElement} root @param {any} boot */
  constructor(root, boot) {
    this.root = root;
    this.boot = boot;
    this.says = /** @type {HTMLElement} */ (document.getElementById("tablet-says"));
    /** @type {any} the unlocked tester's session */
    this.session = null;
    /** @type {any[]} who uses this tablet */
    this.people = [];
    /** @type {Screen | null} */
    this.screen = null;
    /** where the tester is, roughly; only after a tap, only in memory @type {{ latitude: number, longitude: number, accuracy_m: number } | null} */
    this.position = null;
    /** a draft that was just taken over, until it is opened @type {{ id: string, boot: any } | null} */
    this.taken = null;
    /** who worked last, while the app is open */
    this.lastDevice = "";
    /** what a screen wants to tell after the next one has opened */
    this.note = "";
    this.turn = 0;
    this.update = new Update({ ...boot.urls, worker: boot.worker }, () => Boolean(this.screen?.hasDraft));
    this.update.build = boot.build;
    this.install = new Install();
    this.onChange = () => this.#changed();
  }

  async start() {
    useIcons(this.boot.urls.icons);
    useTexts(this.boot.texts);
    this.language = looks().language ?? this.#languageOfBrowser();
    this.look({ theme: looks().theme ?? "auto" });
    this.frame = new Frame(this);
    this.discreet = new DiscreetNote(this);
    this.root.replaceChildren(...this.frame.elements);
    addEventListener("hashchange", () => void this.show());
    for (const kind of ["online", "offline"]) addEventListener(kind, () => this.#connectionChanged());
    for (const part of [this.update, this.install]) part.addEventListener("change", this.onChange);
    setInterval(() => this.#eachMinute(), MINUTE_MS);
    await this.show();
    await this.update.start();
    this.#sendLocked();
  }

  #languageOfBrowser() {
    const wanted = navigator.languages.map((code) => code.slice(0, 2));
    return wanted.find((code) => this.boot.languages.includes(code)) ?? this.boot.language;
  }

  // --- how it looks ---------------------------------------------------------------------------------------

  get language() {
    return this.spoken;
  }

  set language(code) {
    this.spoken = code;
    speak(code);
    formatIn(code);
    document.documentElement.lang = code;
  }

  /** The tester's choice, kept on the tablet; the screen is drawn again where words change. @param {{ language?: string, theme?: string }} chosen */
  look({ language, theme }) {
    keepLooks({ ...(language && { language }), ...(theme && { theme }) });
    if (theme) document.documentElement.dataset.theme = theme;
    if (!language) return;
    this.language = language;
    this.frame.words();
    if (!this.screen?.hasDraft) void this.show();
  }

  get theme() {
    return document.documentElement.dataset.theme ?? "auto";
  }

  // --- screens --------------------------------------------------------------------------------------------

  get path() {
    return location.hash.startsWith("#/") ? location.hash.slice(2) : "";
  }

  /** @param {string} path @param {string} [note] told on the next screen */
  go(path, note = "") {
    this.note = note;
    if (this.path === path || location.pathname !== this.boot.urls.page) {
      history.replaceState(null, "", `${this.boot.urls.page}#/${path}`);
      void this.show();
    } else location.hash = `#/${path}`;
  }

  /** Opens the screen that the address names. The last call wins; a slower one before it is dropped. */
  async show() {
    const turn = ++this.turn;
    const screen = await this.#found();
    if (turn !== this.turn) return screen.leave?.();
    await this.#left();
    speak(this.language);
    const isAnother = this.screen !== null;
    this.screen = screen;
    this.frame.put(screen);
    document.title = `${screen.title} · ${t("Visits")}`;
    if (isAnother) this.#begin(screen);
    if (this.note) this.say(this.note);
    this.note = "";
  }

  /** A page without anything on it helps nobody: where the memory fails, that is said. @returns {Promise<Screen>} */
  async #found() {
    try {
      this.people = await Device.list();
      return await findScreen(this)();
    } catch (error) {
      reportError(error);
      return noMemory();
    }
  }

  /** A screen that cannot be left in order is left all the same: else no other would ever open. */
  async #left() {
    try {
      await this.screen?.leave?.();
    } catch (error) {
      reportError(error);
      this.note ||= failureOf(error);
    }
  }

  /** @param {Screen} screen */
  #begin(screen) {
    window.scrollTo({ top: 0 });
    /** @type {HTMLElement | null} */ (screen.element.querySelector("[autofocus]") ?? screen.element.querySelector("h1"))?.focus({ preventScroll: true });
  }

  refresh() {
    this.frame.state();
    void this.screen?.refresh?.();
  }

  /** For those who listen. @param {string} text */
  say(text) {
    this.says.textContent = "";
    setTimeout(() => {
      this.says.textContent = text;
    }, 50);
    this.frame.toast(text);
  }

  /** What a tester has asked for did not work. @param {any} error */
  failed(error) {
    reportError(error);
    this.say(failureOf(error));
  }

  // --- who works ------------------------------------------------------------------------------------------

  /** @param {any} session just unlocked */
  async enter(session) {
    await this.part();
    this.session = session;
    session.addEventListener("change", this.onChange);
    if (!looks().language && this.boot.languages.includes(session.tester?.language)) this.language = session.tester.language;
    this.frame.words();
    void session.refresh().catch(this.onChange);
  }

  /** Whoever works here is locked before somebody else begins; the screen stays for who comes. */
  async part() {
    const { session } = this;
    if (!session) return;
    session.removeEventListener("change", this.onChange);
    this.#forget();
    await session.lock();
    this.frame.words();
  }

  #forget() {
    this.session = null;
    this.position = null;
    this.taken = null;
  }

  /** The session locks itself, too, when nobody has touched the tablet for a while. */
  lock() {
    return this.session?.lock();
  }

  #changed() {
    if (this.session?.isLocked) return void this.#locked();
    return this.refresh();
  }

  /** Nothing of the tester stays on the screen; the address stays, so that work goes on there. */
  async #locked() {
    this.session.removeEventListener("change", this.onChange);
    this.#forget();
    for (const open of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (open).close();
    this.screen = { element: h("div"), title: "" };
    this.frame.put(this.screen);
    await this.show();
  }

  #connectionChanged() {
    if (navigator.onLine) void this.session?.refresh().catch(() => {});
    this.refresh();
  }

  #eachMinute() {
    this.#sendLocked();
    if (navigator.onLine) void this.session?.refresh().catch(() => {});
  }

  /** What is sealed goes out whoever works, or nobody. */
  #sendLocked() {
    if (navigator.onLine) void Outbox.sendLocked().catch(() => {});
  }
}
