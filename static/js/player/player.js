/** @file The interview player: one for the tablet and the call desk. It turns acts into events and events into the screen. */

import { Interview } from "../interview/state.js";
import { arrange, h } from "./dom.js";
import { Ending } from "./ending.js";
import { Frame } from "./frame.js";
import { Way } from "./overview.js";
import { Page } from "./page.js";
import { part } from "./parts.js";
import { whenStill } from "./press.js";
import { speak, t } from "./texts.js";

/** @typedef {import("../interview/instance.js").Slot} Slot */
/** @typedef {import("./item.js").ItemView} ItemView @typedef {import("../sync/sender.js").Status} Status */

/** The key of the page after the last section. */
export const END = "";

export class Player {
  /** @param {HTMLElement} root @param {any} boot @param {import("../sync/journal.js").Journal} journal @param {AbortSignal} [signal] the player is closed, and the page goes on without it */
  constructor(root, boot, journal, signal) {
    this.boot = boot;
    this.signal = signal;
    this.journal = journal;
    /** @type {import("../sync/sender.js").Sender | null} */
    this.sender = null;
    /** @type {Status | null} */
    this.status = null;
    this.layout = boot.layout === "call" ? "call" : "tablet";
    this.preview = Boolean(boot.preview);
    this.readOnly = false;
    /** another tab holds the interview, or another device @type {boolean | "device"} */
    this.otherTab = false;
    this.urls = boot.urls ?? {};
    this.run = new Interview(boot.package);
    this.way = new Way(this.run);
    /** what the review has asked since the last finish @type {import("./review.js").Review | null} */
    this.review = null;
    /** sections whose open items are shown as open @type {Set<string>} */
    this.visited = new Set();
    this.pageKey = END;
    /** @type {Map<string, Page>} */
    this.pages = new Map();
    /** @type {ItemView | null} */
    this.current = null;
    /** A frame around the preview follows what happens; see remote.js. @type {() => void} */
    this.onRecord = () => {};
    /** @type {(slot: Slot) => void} */
    this.onFocus = () => {};
    this.root = root;
    this.live = h("div", { class: "visually-hidden", "aria-live": "polite", role: "status" });
    this.stage = h("div", { class: "player-stage" });
    this.frame = new Frame(this);
    root.classList.add("player");
    root.dataset.layout = this.layout;
    root.replaceChildren(...this.frame.around(this.stage), this.live);
  }

  /** Replays the journal and opens the page of the last answer; the last one where the review has asked. @param {import("../interview/state.js").Event[]} events */
  start(events) {
    for (const event of events) this.run.apply(event);
    if (!events.length) this.#open();
    this.review = part("review")?.reviewOf(this, events) ?? null;
    for (const event of events) if (event.kind === "page") this.visited.add(event.path ?? "");
    speak(this.run.language);
    this.ending = new Ending(this);
    this.readOnly ||= this.run.finished;
    const last = events.filter((event) => ["page", "answer", "asked"].includes(event.kind)).at(-1);
    const key = last?.kind === "asked" ? END : last?.kind === "page" ? last.path ?? END : this.run.slot(last?.path ?? "")?.node.section;
    const first = this.sections[0] ?? END;
    this.#show(this.run.finished ? END : key !== undefined && (key === END || this.sections.includes(key)) ? key : first);
    const slot = last?.kind === "answer" ? this.run.slot(last.path ?? "") : undefined;
    if (slot && this.mayFocus) this.page?.itemView(slot)?.focus();
  }

  /** A preview beside its editor takes no focus that it does not have. */
  get mayFocus() {
    return !this.preview || document.hasFocus();
  }

  /** @param {Slot} slot @returns {boolean} whether it stays as it was handed in */
  isSettled(slot) {
    return Boolean(this.review?.settled.has(slot.path));
  }

  #open() {
    const { fingerprint = "", seed, zone, language, mode } = this.boot;
    this.#record("open", "", {
      form: fingerprint,
      seed: seed ?? crypto.getRandomValues(new Uint32Array(1))[0],
      zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      language: language ?? this.run.language,
      mode: mode ?? (this.layout === "call" ? "cati" : "capi"),
    });
  }

  // --- acts -----------------------------------------------------------------------------------------------

  /** Writes one event and lets the interview follow. @param {string} kind @param {string} path @param {any} value */
  #record(kind, path, value = null) {
    const change = this.run.apply(this.journal.append(kind, path, value));
    this.way.follow(change.touched);
    this.sender?.report();
    this.sender?.soon();
    this.onRecord();
    return change;
  }

  /** What the person does, unless the interview is only looked at. @param {string} kind @param {string} path @param {any} [value] */
  act(kind, path, value) {
    if (this.readOnly) return;
    const change = this.#record(kind, path, value);
    whenStill(() => this.#follow(change));
  }

  /** @param {Slot} slot @param {any} value */
  answer(slot, value) {
    if (JSON.stringify(value ?? null) === JSON.stringify(slot.answer ?? null) && !slot.missing) return;
    this.act("answer", slot.path, value);
  }

  /** @param {Slot} slot @param {string} code "" takes it back */
  missing(slot, code) {
    if (code) this.act("missing", slot.path, code);
    else this.act("answer", slot.path, null);
  }

  /** @param {Slot} slot @param {string} reason */
  confirm(slot, reason) {
    this.act("confirm", slot.path, { reason });
  }

  /** @param {Slot} slot @param {string} text */
  comment(slot, text) {
    if (text !== slot.comment) this.act("comment", slot.path, text);
  }

  /** @param {string} language */
  switchLanguage(language) {
    this.page?.settle();
    this.act("language", "", language);
  }

  /** @param {ArrayBuffer} bytes @param {string} name @param {string} type @param {{ held?: boolean }} [how] held: not sent before its page is left */
  async keepFile(bytes, name, type, how) {
    const file = await this.journal.keepFile(bytes, name, type, how);
    if (this.sender) this.sender.files++;
    this.sender?.soon();
    return file;
  }

  /** From the device, else from the server. @param {string} sha256 @returns {Promise<ArrayBuffer | undefined>} */
  async loadFile(sha256) {
    const own = await this.journal.store.media(sha256);
    if (own || this.preview || !this.urls.media) return own;
    const response = await fetch(`${this.urls.media}/${sha256}`).catch(() => null);
    return response?.ok ? response.arrayBuffer() : undefined;
  }

  // --- the screen follows -----------------------------------------------------------------------------------

  /** Only what changed is drawn again. @param {import("../interview/state.js").Change} change */
  #follow(change) {
    if (change.language) speak(this.run.language);
    for (const slot of change.touched) this.review?.unsettle(slot.problems);
    if (change.structure || change.language) this.page?.refresh({ language: change.language });
    for (const slot of change.touched) this.page?.itemView(slot)?.update();
    if (this.pageKey === END) this.ending.refresh();
    this.frame.refresh({ language: change.language });
  }

  /** @returns {string[]} keys of the sections on the way now */
  get sections() {
    return this.way.legs.map((leg) => leg.section.node.key);
  }

  /** @returns {Page | undefined} */
  get page() {
    return this.pages.get(this.pageKey);
  }

  /** Leaves this page and opens another. @param {string} key a section, or END */
  go(key) {
    this.page?.settle();
    this.page?.check();
    if (!this.readOnly) {
      void this.journal.release();
      this.#record("page", key);
      void this.journal.write("strict");
    }
    this.#show(key);
    if (this.mayFocus) this.#heading()?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  /** Opens a page for a look: nothing is recorded, and nothing counts as left open. @param {string} key */
  peek(key) {
    const visited = new Set(this.visited);
    this.page?.settle();
    this.#show(key);
    this.visited = visited;
  }

  /** @param {string} key */
  #show(key) {
    this.visited.add(this.pageKey);
    this.pageKey = key;
    this.current = null;
    const section = this.run.root.slots.get(key);
    if (section && !this.pages.has(key)) this.pages.set(key, new Page(this, section));
    this.page?.refresh({ language: true });
    if (this.visited.has(key)) this.page?.check();
    if (key === END) this.ending.refresh();
    arrange(this.stage, [this.page?.element ?? this.ending.element]);
    this.frame.refresh({ language: true });
    if (this.layout === "call" && this.mayFocus) this.page?.items[0]?.focus();
  }

  /** @returns {HTMLElement | undefined} */
  #heading() {
    if (this.layout === "call" && this.page?.items.length) return undefined;
    return (this.page ?? this.ending)?.title;
  }

  /** @param {number} by 1 forward, -1 back */
  step(by) {
    const all = [...this.sections, END];
    const at = all.indexOf(this.pageKey);
    const next = this.review && by > 0 ? this.review.next(all.slice(at + 1)) : all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next !== this.pageKey) this.go(next);
  }

  /** Opens the page of an item and puts the focus into it. @param {string} path */
  jump(path) {
    const slot = this.run.slot(path);
    if (!slot) return;
    if (slot.node.section !== this.pageKey) this.go(slot.node.section);
    const view = this.page?.itemView(slot);
    if (!view) this.page?.lead(slot);
    view?.check();
    view?.element.scrollIntoView({ block: "center" });
    view?.focus();
  }

  /** To the item behind this one, over the edge of the page. @param {ItemView} view */
  goOn(view) {
    const items = this.page?.items ?? [];
    const next = items[items.indexOf(view) + 1];
    if (!next) return this.step(1);
    next.element.scrollIntoView({ block: "center" });
    return next.element.focus({ preventScroll: true });
  }

  /** @param {ItemView} view */
  onItemFocus(view) {
    if (this.current === view) return;
    this.mark(view);
    this.onFocus(view.slot);
  }

  /** @param {ItemView} view the item that is shown as the one at hand */
  mark(view) {
    this.current?.element.removeAttribute("data-current");
    this.current = view;
    view.element.setAttribute("data-current", "");
  }

  /** @param {string} text for those who listen */
  announce(text) {
    this.live.textContent = "";
    this.live.textContent = text;
  }

  // --- the end ----------------------------------------------------------------------------------------------

  async finish() {
    await this.journal.kept();
    if (this.readOnly) return;
    const blocking = this.run.problems().filter((problem) => problem.blocks);
    if (blocking.length) {
      this.announce(t("{count} items need you", { count: blocking.length }));
      /** @type {HTMLElement | null} */ (this.ending.element.querySelector(".blocker"))?.focus();
      return;
    }
    void this.journal.release();
    this.act("finish", "");
    this.readOnly = true;
    this.ending.refresh();
    this.ending.title.focus();
    this.frame.refresh({});
    await this.sender?.finish();
  }

  /** @param {Status} status */
  onStatus(status) {
    this.status = status;
    this.frame.status(status);
    if (this.pageKey === END) this.ending?.status();
  }

  /** Another tab writes this interview: look, do not touch. @param {boolean} readOnly */
  setReadOnly(readOnly) {
    this.readOnly = readOnly || this.run.finished;
    this.page?.refresh({ language: true });
    this.frame.refresh({ language: true });
  }
}
