/** @file The preview in the builder's frame: takes new packages while the answers stay, tells what was answered, goes where it is shown. */

import { snapshot } from "../interview/snapshot.js";
import { isQuestion } from "../interview/types.js";
import { Player } from "./player.js";

/** @typedef {import("../interview/instance.js").Slot} Slot */

/** Nothing is stored; in the builder's frame the form may change under the answers. @param {Player} player @param {import("./keyboard.js").Keyboard | null} keyboard @param {import("../interview/state.js").Event[]} events */
export function preview(player, keyboard, events) {
  player.start(events);
  if (parent === window) return;
  new Remote(player, (/** @type {any} */ boot) => {
    const next = new Player(player.root, boot, player.journal);
    keyboard?.serve(next);
    next.start(player.journal.events);
    return next;
  });
}

class Remote {
  /** @param {Player} player @param {(boot: any) => Player} again makes the player anew on the same page and journal */
  constructor(player, again) {
    this.again = again;
    this.take(player);
    addEventListener("message", (event) => this.#onMessage(event));
    this.#post({ kind: "ready", isEmpty: Boolean(player.boot.is_empty) });
    this.#tell();
  }

  /** @param {Player} player */
  take(player) {
    this.player = player;
    player.onRecord = () => this.#tell();
    player.onFocus = (slot) => this.#post({ kind: "focus", key: slot.node.key });
  }

  /** @param {MessageEvent} event */
  #onMessage(event) {
    if (event.origin !== location.origin || event.source !== parent) return;
    const { kind } = event.data ?? {};
    if (kind === "package") this.#renew(event.data);
    if (kind === "show") this.#show(String(event.data.key));
  }

  /** @param {any} data */
  #renew({ package: form, fingerprint, sources }) {
    const key = this.player.pageKey;
    const { scrollY } = window;
    this.take(this.again({ ...this.player.boot, package: form, fingerprint: fingerprint ?? "", sources, languages: form.languages }));
    if (this.player.sections.includes(key) && this.player.pageKey !== key) this.player.peek(key);
    window.scrollTo({ top: scrollY });
    this.#tell();
  }

  /** The page of an item, with the item in the middle; the focus stays where the person is. @param {string} key */
  #show(key) {
    const { player } = this;
    const slot = [...player.run.slots()].find((one) => one.node.key === key);
    const section = slot?.node.section || key;
    if (!slot || !player.sections.includes(section)) return;
    if (player.pageKey !== section) player.peek(section);
    const wanted = isQuestion(slot.node) ? slot : [...player.run.visible(key, slot.at)].find((one) => isQuestion(one.node));
    const view = wanted ? player.page?.itemView(wanted) : undefined;
    if (!view) return;
    view.element.scrollIntoView({ block: "center" });
    player.mark(view);
  }

  #tell() {
    const { run } = this.player;
    const { path, hidden, answers, problems } = snapshot(run);
    const asked = new Set([...run.slots()].filter((slot) => slot.relevant).map((slot) => slot.node.key));
    const because = Object.fromEntries([...run.slots()].filter((slot) => !asked.has(slot.node.key)).map((slot) => [slot.node.key, culprit(slot).node.key]));
    this.#post({ kind: "answers", answers, path, hidden, because, problems: [...new Set(problems.map((problem) => problem.path))], at: new Date(run.nowMs).toISOString(), mode: run.mode });
  }

  /** @param {any} message */
  #post(message) {
    parent.postMessage(message, location.origin);
  }
}

/** The outermost node whose own condition hides the slot. @param {Slot} slot @returns {Slot} */
export function culprit(slot) {
  let found = slot;
  for (let at = /** @type {Slot | undefined} */ (slot); at; ) {
    if (!at.shown || !at.inMode) found = at;
    const { parent } = at.node;
    at = parent ? at.at.slots.get(parent) ?? at.at.parent?.slots.get(parent) : undefined;
  }
  return found;
}
