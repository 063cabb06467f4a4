/** @file What stands around the items: bar, map, stopwatches, script, footer and dialogs. */

import { textOf } from "../interview/labels.js";
import { arrange, freshId, h, icon, setText } from "./dom.js";
import { MapList, progress } from "./overview.js";
import { part } from "./parts.js";
import { languageName, t } from "./texts.js";

/** @typedef {import("./player.js").Player} Player @typedef {import("../sync/sender.js").Status} Status */

/** From here on the map stands beside the page (player.css); on a narrower screen it is drawn when it is opened. */
const WIDE = matchMedia("(min-width: 64.0625rem)");

export class Frame {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    WIDE.addEventListener("change", () => this.refresh({}), { signal: player.signal });
    this.title = h("span", { class: "bar-title" });
    this.state = h("span", { class: "sync", role: "status" });
    this.meter = h("div", { class: "player-meter", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, h("div", { class: "player-meter-fill" }));
    this.languages = this.#languages();
    this.discreet = h("button", { type: "button", class: "button button-quiet button-square", "aria-pressed": "false", on: { click: () => this.#toggleDiscreet() } }, icon("eye-off"));
    this.mapButton = h("button", { type: "button", class: "button button-quiet bar-map", on: { click: () => this.openMap() } }, icon("list-checks"), h("span", {}));
    this.map = new MapList(player, (key) => player.go(key));
    this.mapSide = h("nav", { class: "player-map" }, this.map.element);
    this.mapDialog = h("dialog", { class: "player-dialog map-dialog" });
    this.dialog = h("dialog", { class: "player-dialog" });
    this.notice = h("p", { class: "player-notice", role: "status", hidden: true });
    /** @type {import("./stopwatches.js").Stopwatches | null} */
    this.stopwatches = part("stopwatches") ? new (part("stopwatches").Stopwatches)(player) : null;
    /** @type {import("./script.js").Script | null} */
    this.script = player.layout === "call" ? new (part("script").Script)(player) : null;
    this.back = this.#button("button-secondary", "arrow-left", () => player.step(-1));
    this.next = this.#button("button-primary", "arrow-right", () => player.step(1));
    this.next.append(this.next.firstElementChild);
    this.count = h("span", { class: "foot-count" });
    this.why = h("div", { class: "why" });
  }

  /** @param {HTMLElement} stage @returns {HTMLElement[]} */
  around(stage) {
    const bar = h("header", { class: "player-bar" }, this.title, this.state, h("div", { class: "bar-tools" }, this.languages, this.player.layout === "tablet" ? this.discreet : null, this.mapButton), this.meter);
    const foot = h("footer", { class: "player-foot" }, this.back, this.count, this.next);
    const side = this.script ? h("aside", { class: "player-side" }, this.script.element, this.mapSide) : this.mapSide;
    const main = h("div", { class: "player-main" }, this.notice, stage, this.player.preview ? this.why : null, foot);
    return [bar, ...(this.stopwatches ? [this.stopwatches.element] : []), h("div", { class: "player-columns" }, side, main), this.mapDialog, this.dialog];
  }

  /** @param {string} kind @param {string} sign @param {() => void} click */
  #button(kind, sign, click) {
    return h("button", { type: "button", class: `button ${kind} button-large`, on: { click } }, icon(sign), h("span", {}));
  }

  #languages() {
    const { languages = [] } = this.player.boot;
    const select = h("select", { class: "input bar-language", hidden: languages.length < 2, on: { change: () => this.player.switchLanguage(select.value) } },
      ...languages.map((/** @type {string} */ code) => h("option", { value: code, text: languageName(code) })));
    return select;
  }

  #toggleDiscreet() {
    const isOn = this.player.root.toggleAttribute("data-discreet");
    this.discreet.setAttribute("aria-pressed", String(isOn));
    this.refresh({ language: true });
  }

  /** @param {{ language?: boolean }} what */
  refresh({ language = false }) {
    const { player } = this;
    const all = player.way.legs;
    const { questions, answered, share } = progress(all);
    const at = all.findIndex((leg) => leg.section.node.key === player.pageKey);
    if (language) this.#words();
    this.meter.firstElementChild.style.inlineSize = `${Math.round(share * 100)}%`;
    this.meter.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    setText(this.count, at < 0 ? t("{answered} of {questions}", { answered, questions }) : t("Page {page} of {pages}", { page: at + 1, pages: all.length }));
    const isEnd = at < 0;
    this.back.disabled = at === 0;
    this.next.hidden = isEnd;
    setText(this.next.querySelector("span"), at === all.length - 1 ? t("To the end") : t("Next"));
    if (WIDE.matches || player.layout === "call") this.map.draw(all);
    this.stopwatches?.refresh();
    this.script?.refresh({ language });
    if (player.preview) arrange(this.why, [part("why").whyHidden(player)]);
  }

  #words() {
    const { run, boot, root } = this.player;
    const title = boot.package.title ?? {};
    setText(this.title, root.hasAttribute("data-discreet") ? t("Notes") : title[run.language] ?? Object.values(title)[0] ?? "");
    setText(this.back.querySelector("span"), t("Back"));
    setText(this.mapButton.lastElementChild, t("Overview"));
    this.mapButton.setAttribute("aria-label", t("Overview"));
    this.languages.value = run.language;
    this.languages.setAttribute("aria-label", t("Language"));
    this.discreet.setAttribute("aria-label", t("Discreet display"));
    this.discreet.title = t("Discreet display");
    this.mapSide.setAttribute("aria-label", t("Overview"));
    this.meter.setAttribute("aria-label", t("Progress"));
    root.lang = run.language;
    this.#notice();
    if (this.player.status) this.status(this.player.status);
  }

  #notice() {
    const { player } = this;
    const text = player.preview ? t("Preview: nothing is stored.")
      : player.otherTab === "device" ? t("This interview goes on on another tablet. Here you can only look.")
      : player.otherTab ? t("This interview is open in another tab. Here you can only look.") : "";
    setText(this.notice, text);
    this.notice.hidden = !text;
  }

  openMap() {
    const close = h("button", { type: "button", class: "button button-quiet button-square", "aria-label": t("Close"), on: { click: () => this.mapDialog.close() } }, icon("x"));
    const map = new MapList(this.player, (key) => {
      this.mapDialog.close();
      this.player.go(key);
    });
    map.draw(this.player.way.legs);
    this.mapDialog.setAttribute("aria-label", t("Overview"));
    this.mapDialog.replaceChildren(h("header", { class: "dialog-head" }, h("h2", { text: t("Overview") }), close), map.element);
    this.mapDialog.showModal();
  }

  /** Named by its first words, or by those for its picture. @param {...Node} content */
  show(...content) {
    this.dialog.replaceChildren(...content);
    const words = this.dialog.querySelector("h2, p");
    if (words) words.id ||= freshId("dialog");
    nameDialog(this.dialog, words?.id ?? "", this.dialog.querySelector("img")?.alt ?? "");
    this.dialog.showModal();
  }

  get isDialogOpen() {
    return this.dialog.open || this.mapDialog.open;
  }

  /** @param {Status} status */
  status(status) {
    const { sign, words, level } = describe(status, this.player);
    const signature = `${sign}${words}`;
    if (this.state.dataset.drawn === signature) return;
    this.state.dataset.drawn = signature;
    this.state.dataset.level = level;
    this.state.replaceChildren(icon(sign), h("span", { text: words }));
  }

  /** @param {string} path @returns {string} where an item stands and what it asks */
  nameOf(path) {
    const slot = this.player.run.slot(path);
    return slot ? textOf(this.player.run, slot, "label") : path;
  }
}

/** @param {HTMLElement} dialog @param {string} id of the words that name it; "" for none @param {string} words */
function nameDialog(dialog, id, words) {
  dialog.removeAttribute(id ? "aria-label" : "aria-labelledby");
  dialog.setAttribute(id ? "aria-labelledby" : "aria-label", id || words);
}

/** @param {Status} status @param {Player} player */
function describe(status, { preview, layout }) {
  const here = layout === "call" ? t("Saved here") : t("On this tablet");
  if (preview) return { sign: "eye", words: t("Preview"), level: "calm" };
  if (!status.durable) return { sign: "triangle-alert", words: t("Not stored on this device"), level: "alarm" };
  if (status.trouble === "storage") return { sign: "triangle-alert", words: t("The device is full"), level: "alarm" };
  if (status.receipt) return { sign: "badge-check", words: t("Confirmed"), level: "good" };
  if (status.written < status.last) return { sign: "save", words: t("Saving …"), level: "calm" };
  if (status.trouble === "refused") return { sign: "lock", words: `${here} · ${t("sign in again")}`, level: "alarm" };
  if (status.trouble === "conflict") return { sign: "triangle-alert", words: `${here} · ${t("a supervisor decides")}`, level: "alarm" };
  if (status.trouble === "offline") return { sign: "cloud-off", words: `${here} · ${t("no connection")}`, level: "wait" };
  if (status.acknowledged < status.last || status.files) return { sign: "cloud-upload", words: here, level: "calm" };
  return { sign: "cloud-check", words: t("Sent"), level: "good" };
}
