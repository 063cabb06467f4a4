/** @file What stands around each screen: the way back, the connection, colours and language, the discreet note, the lock. */

import { h, icon, setText } from "../player/dom.js";
import { languageName, t } from "../player/texts.js";
import { dialog, iconButton } from "./pieces.js";
import { THEMES } from "./preferences.js";

const TOAST_MS = 5000;

/** @type {Record<string, [string, () => string]>} */
const LOOKS = {
  auto: ["monitor", () => t("As the device")],
  light: ["lightbulb", () => t("Light")],
  dark: ["moon", () => t("Dark")],
  sun: ["sun", () => t("Bright sun")],
};

export class Frame {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.bar = h("header", { class: "tablet-bar" });
    this.main = h("main", { class: "tablet-main", id: "content" });
    this.nav = h("nav", { class: "tablet-nav" });
    this.connection = h("span", { class: "sync", role: "status" });
    this.toasts = h("div", { class: "tablet-toasts", "aria-hidden": "true" });
    this.elements = [this.bar, this.main, this.nav, this.toasts];
  }

  /** @param {import("./app.js").Screen} screen */
  put(screen) {
    this.main.className = screen.wide ? "tablet-main tablet-wide" : "tablet-main";
    this.main.replaceChildren(screen.element);
    this.words();
  }

  /** All words of the frame, in the language of now. */
  words() {
    const { app } = this;
    const { session, screen } = app;
    this.bar.replaceChildren(this.#begin(screen), this.connection, h("div", { class: "bar-tools" }, ...this.#tools()));
    this.nav.hidden = !session || Boolean(screen?.bare);
    document.body.classList.toggle("tablet-with-nav", !this.nav.hidden);
    this.nav.setAttribute("aria-label", t("Main navigation"));
    this.nav.replaceChildren(this.#tab("today", "calendar", t("Today")), this.#tab("day", "cloud-check", t("End of day")), this.#tab("tablet", "tablet", t("This tablet")));
    this.state();
  }

  /** @param {import("./app.js").Screen | null} screen */
  #begin(screen) {
    if (screen?.back !== undefined) return h("a", { class: "button button-quiet tablet-back", href: `#/${screen.back}` }, icon("arrow-left"), h("span", { text: screen.backWords ?? this.#nameOf(screen.back) }));
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.app.boot.urls.logo}#mark`);
    mark.setAttribute("class", "tablet-mark");
    mark.setAttribute("viewBox", "0 0 32 32");
    mark.setAttribute("aria-hidden", "true");
    mark.append(use);
    return h("span", { class: "tablet-brand" }, mark, h("span", { text: this.app.session?.tester?.name ?? this.app.boot.agency }));
  }

  /** @param {string} path */
  #nameOf(path) {
    if (path.startsWith("visit/")) return t("Visit");
    return { people: t("Who works now"), tablet: t("This tablet") }[path] ?? t("Today");
  }

  #tools() {
    const { app } = this;
    const display = iconButton(t("Colours and language"), app.theme === "sun" ? "sun" : "contrast", () => this.openLooks(), "looks");
    if (!app.session) return [display];
    return [iconButton(t("Discreet note"), "eye-off", () => app.discreet.open(), "discreet"), display, iconButton(t("Lock"), "lock", () => app.lock(), "lock")];
  }

  /** @param {string} path @param {string} sign @param {string} label */
  #tab(path, sign, label) {
    const here = this.app.path || "today";
    const isCurrent = here === path || (path === "today" && /^(visit|promise)\//.test(here));
    return h("a", { href: `#/${path}`, class: "tablet-tab", "aria-current": isCurrent ? "page" : null }, icon(sign), h("span", { text: label }));
  }

  /** Whether there is a connection; only while somebody works. */
  state() {
    const isOnline = navigator.onLine;
    this.connection.hidden = !this.app.session || Boolean(this.app.screen?.hasDraft);
    this.connection.dataset.level = isOnline ? "calm" : "wait";
    const words = isOnline ? t("Online") : t("No connection");
    if (this.connection.textContent !== words) this.connection.replaceChildren(icon(isOnline ? "wifi" : "wifi-off"), h("span", { text: words }));
  }

  openLooks() {
    const { app } = this;
    const close = h("button", { type: "button", class: "button button-primary", text: t("Close"), on: { click: () => shown.close() } });
    const themes = h("div", { class: "tablet-choices", role: "group", "aria-label": t("Colours") }, ...THEMES.map((theme) => this.#choice(LOOKS[theme][1](), LOOKS[theme][0], app.theme === theme, () => app.look({ theme }))));
    const languages = h("div", { class: "tablet-choices", role: "group", "aria-label": t("Language") }, ...app.boot.languages.map((/** @type {string} */ code) => this.#choice(languageName(code), "languages", app.language === code, () => {
      app.look({ language: code });
      shown.close();
      this.openLooks();
    })));
    const shown = dialog(t("Colours and language"), [themes, languages], [close]);
    shown.addEventListener("close", () => {
      const isHere = document.activeElement === document.body || this.bar.contains(document.activeElement);
      this.words();
      if (isHere) /** @type {HTMLElement | null} */ (this.bar.querySelector("[data-key=looks]"))?.focus();
    });
  }

  /** @param {string} label @param {string} sign @param {boolean} isChosen @param {() => void} choose */
  #choice(label, sign, isChosen, choose) {
    const chosen = h("button", { type: "button", class: "tablet-choice", "aria-pressed": String(isChosen), on: { click: () => {
      choose();
      for (const other of chosen.parentElement.children) other.setAttribute("aria-pressed", String(other === chosen));
    } } }, icon(sign), h("span", { text: label }));
    return chosen;
  }

  /** @param {string} text seen for a while; said by the live region @param {number} [ms] */
  toast(text, ms = TOAST_MS) {
    const shown = h("p", { class: "tablet-toast" });
    setText(shown, text);
    this.toasts.replaceChildren(shown);
    setTimeout(() => shown.remove(), ms);
  }
}
