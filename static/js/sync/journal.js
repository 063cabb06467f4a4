/** @file The journal on the device: every answer is written down here before anything says "saved". */

import { sha256Of } from "./hash.js";
import { behindMoves, filesAnswered, merge } from "./merge.js";

/** @typedef {import("../interview/state.js").Event} Event @typedef {import("./store.js").Store} Store @typedef {import("./store.js").MemoryStore} MemoryStore */

export class Journal {
  /** @param {Store | MemoryStore} store @param {{ by?: string, onWritten?: (seq: number) => void, onTrouble?: (error: unknown) => void }} options */
  constructor(store, { by = "", onWritten = () => {}, onTrouble = () => {} } = {}) {
    this.store = store;
    this.by = by;
    this.onWritten = onWritten;
    this.onTrouble = onTrouble;
    /** @type {Event[]} */
    this.events = [];
    this.writtenSeq = 0;
    /** @type {Event[]} */
    this.unwritten = [];
    this.writing = Promise.resolve();
    /** photos that are not to be sent yet: their page was not left, and faces may be covered; the store knows it, too @type {Set<string>} */
    this.held = new Set();
    /** files that are being made small and stored @type {Set<Promise<unknown>>} */
    this.keeping = new Set();
    this.baseMs = 0;
    this.startedAt = performance.now();
  }

  /** @param {Event[]} server the events the page brought along */
  async load(server) {
    const stored = await this.store.events();
    const own = behindMoves(server, stored);
    this.events = merge(server, own);
    const [kept, shown] = [new Set(own), new Set(this.events)];
    const foreign = this.events.filter((event) => !kept.has(event));
    const replaced = own.filter((event) => !shown.has(event));
    if (replaced.length) await this.store.putAside(replaced);
    if (own !== stored) await this.store.putEvents(this.events, "strict");
    else if (foreign.length) await this.store.putEvents(foreign, "strict");
    this.writtenSeq = this.lastSeq;
    this.baseMs = this.events.at(-1)?.ms ?? 0;
    this.startedAt = performance.now();
    return this.events;
  }

  get lastSeq() {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Milliseconds since the interview was opened, on the monotonic clock of this page. */
  get ms() {
    return Math.round(this.baseMs + performance.now() - this.startedAt);
  }

  /** @param {string} kind @param {string} path @param {any} value @returns {Event} */
  append(kind, path = "", value = null) {
    const event = { seq: this.lastSeq + 1, kind, path, value, at: new Date().toISOString(), ms: this.ms, by: this.by };
    this.events.push(event);
    this.unwritten.push(event);
    this.write("relaxed");
    return event;
  }

  /** Writes what is open; strict at a page change, a finish or a photo. @param {"strict" | "relaxed"} durability */
  write(durability) {
    this.writing = this.writing.then(() => this.#writeOpen(durability));
    return this.writing;
  }

  /** The page goes away: what the database has not confirmed is also written where writing takes no time. */
  flush() {
    const open = this.events.filter((event) => event.seq > this.writtenSeq);
    if (open.length) this.store.hold(open);
    void this.write("strict");
  }

  /** @param {"strict" | "relaxed"} durability */
  async #writeOpen(durability) {
    const batch = this.unwritten;
    if (!batch.length) return;
    this.unwritten = [];
    try {
      await this.store.putEvents(batch, durability);
      this.writtenSeq = batch[batch.length - 1].seq;
      this.onWritten(this.writtenSeq);
    } catch (error) {
      this.unwritten = [...batch, ...this.unwritten];
      this.onTrouble(error);
    }
  }

  /** Work on a file that has to end before the interview does, or is left. @template T @param {Promise<T>} work @returns {Promise<T>} */
  keep(work) {
    const done = () => this.keeping.delete(work);
    this.keeping.add(work);
    work.then(done, done);
    return work;
  }

  /** Every file that was taken is stored, or was refused. */
  async kept() {
    while (this.keeping.size) await Promise.allSettled(this.keeping);
  }

  /** Stores a file, reads it back and compares: only then may a tick be shown. @param {ArrayBuffer} bytes @param {string} name @param {string} type @param {{ held?: boolean }} [how] held: not to be sent yet */
  async keepFile(bytes, name, type, { held = false } = {}) {
    const sha256 = await sha256Of(bytes);
    if (held) this.held.add(sha256);
    const file = { sha256, name, type, size: bytes.byteLength };
    await this.store.putMedia(file, bytes, { held });
    const back = await this.store.media(sha256);
    if (!back || (await sha256Of(back)) !== sha256) throw new Error("the stored file differs from the file taken");
    return file;
  }

  /** What was held when this was closed is held on. @param {{ sha256: string, held?: boolean }[]} pending */
  holdAgain(pending) {
    for (const { sha256, held } of pending) if (held) this.held.add(sha256);
  }

  /** The page of these photos is left: they may go. What the disk does not take of that is held until the next page. */
  async release() {
    this.held.clear();
    await this.store.releaseMedia().catch(this.onTrouble);
  }

  /** A photo that no answer names any more leaves the device, unless the server has it; but not before the disk knows of that answer. @param {string} sha256 */
  async dropHeld(sha256) {
    await this.write("strict");
    if (this.unwritten.length || filesAnswered(this.events).has(sha256)) return;
    const isPending = (await this.store.pendingMedia()).some((file) => file.sha256 === sha256);
    if (isPending) await this.store.dropMedia(sha256);
    this.held.delete(sha256);
  }
}
