/** @file What the player keeps and sends on a tablet: as Store and Sender do, but encrypted, signed, and sealed at the end. */

import { isFull, ofInterview } from "./db.js";
import { refusalOf } from "./device.js";
import { Journal } from "./journal.js";
import { LastWords } from "./last-words.js";
import { Sender } from "./sender.js";
import { asideOf } from "./store.js";

/** @typedef {import("../interview/state.js").Event} Event @typedef {import("./store.js").FileAnswer} FileAnswer @typedef {import("./db.js").Database} Database @typedef {import("./vault.js").Vault} Vault */
/** @typedef {import("./sender.js").Status} Status @typedef {import("./session.js").Session} Session */

/** A photo is taken only where so many of its size are free. */
const ROOM = 3;
const AGAIN_MS = 5000;
/** A file whose description this disk gives back damaged is still a file. */
const NAMELESS = { name: "", type: "application/octet-stream" };

/** @param {string} interview @param {string | number} what */
const placeOf = (interview, what) => `${interview}/${what}`;

export class TabletStore {
  /** @param {Database} database @param {Vault} vault @param {string} interview @param {{ onFull?: (isFull: boolean) => void, fetchFile?: (sha256: string) => Promise<ArrayBuffer | undefined> }} [options] */
  constructor(database, vault, interview, { onFull = () => {}, fetchFile = async () => undefined } = {}) {
    this.database = database;
    this.vault = vault;
    this.interview = interview;
    this.onFull = onFull;
    this.fetchFile = fetchFile;
    this.durable = true;
    this.full = false;
    /** last words that the disk has not taken yet @type {Event[]} */
    this.held = [];
    this.words = new LastWords(vault, `${database.name}/${interview}`);
  }

  /** @returns {Promise<Event[]>} by seq */
  async events() {
    const rows = await this.database.all("events", ofInterview(this.interview));
    const stored = await Promise.all(rows.map((row) => this.vault.openJson(row, placeOf(row.interview, row.seq))));
    const known = new Set(stored.map((event) => event.seq));
    this.held = /** @type {Event[]} */ (JSON.parse((await this.words.held()) || "[]")).filter((event) => !known.has(event.seq));
    const all = [...stored, ...this.held].sort((a, b) => a.seq - b.seq);
    await this.words.ready();
    if (this.held.length) {
      await this.putEvents([], "strict").catch((error) => {
        if (!isFull(error)) throw error;
      });
    }
    return all;
  }

  /** @param {Event[]} events */
  hold(events) {
    this.words.hold(JSON.stringify([...this.held, ...events]));
  }

  /** @param {Event[]} events @param {"strict" | "relaxed"} durability */
  async putEvents(events, durability) {
    const { held, interview, vault } = this;
    const rows = await Promise.all([...held, ...events].map(async (event) => ({ interview, seq: event.seq, ...(await vault.closeJson(event, placeOf(interview, event.seq))) })));
    await this.#written(["events"], (store) => {
      for (const row of rows) store("events").put(row);
    }, durability);
    this.held = [];
    if (held.length) this.words.forget();
    this.#say(false);
  }

  /** What another device has replaced stays beside it. @param {Event[]} events */
  async putAside(events) {
    const interview = asideOf(this.interview);
    const rows = await Promise.all(events.map(async (event) => ({ interview, seq: event.seq, ...(await this.vault.closeJson(event, placeOf(interview, event.seq))) })));
    await this.#written(["events"], (store) => {
      for (const row of rows) store("events").put(row);
    });
  }

  /** What the disk refuses stays in memory, is said, and is tried again; nothing is cleared to make room. @param {string[]} names @param {(store: (name: string) => IDBObjectStore) => void} act @param {"strict" | "relaxed"} [durability] */
  async #written(names, act, durability = "strict") {
    try {
      await this.database.write(names, act, durability);
    } catch (error) {
      if (isFull(error)) this.#say(true);
      throw error;
    }
  }

  /** @param {boolean} full */
  #say(full) {
    if (full === this.full) return;
    this.full = full;
    this.onFull(full);
  }

  /** @param {FileAnswer} file @param {ArrayBuffer} bytes @param {{ held?: boolean }} [how] held: not to be sent before `releaseMedia` */
  async putMedia({ sha256, name, type, size }, bytes, { held = false } = {}) {
    await this.#checkRoom(size);
    const { interview, vault } = this;
    const id = placeOf(interview, sha256);
    const [described, content] = await Promise.all([vault.closeJson({ name, type }, `${id}/name`), vault.close(bytes, id)]);
    await this.#written(["media", "bytes"], (store) => {
      store("media").put({ interview, sha256, size, confirmed: false, held, ...described });
      store("bytes").put({ id, ...content });
    });
  }

  async releaseMedia() {
    const held = (await this.database.all("media", ofInterview(this.interview))).filter((row) => row.held);
    for (const { sha256 } of held) await this.database.update("media", [this.interview, sha256], (row) => row && { ...row, held: false });
  }

  /** The answers need the rest. Some browsers name a quota that is not theirs: what counts is what the disk has refused. @param {number} size */
  async #checkRoom(size) {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (!this.full && quota - usage >= size * ROOM) return;
    this.#say(true);
    throw new DOMException("no room for another file", "QuotaExceededError");
  }

  /** @param {string} sha256 @returns {Promise<ArrayBuffer | undefined>} from this tablet; else, of a draft taken over, from the server */
  async media(sha256) {
    return (await this.own(sha256)) ?? this.fetchFile(sha256);
  }

  /** @param {string} sha256 @returns {Promise<ArrayBuffer | undefined>} throws where this disk gives it back damaged */
  async own(sha256) {
    const id = placeOf(this.interview, sha256);
    const row = await this.database.get("bytes", id);
    return row && this.vault.open(row, id);
  }

  /** Without their bytes. @returns {Promise<(FileAnswer & { confirmed: boolean, held: boolean })[]>} */
  async allMedia() {
    const rows = await this.database.all("media", ofInterview(this.interview));
    const described = (/** @type {any} */ row) => this.vault.openJson(row, `${placeOf(row.interview, row.sha256)}/name`).catch(() => NAMELESS);
    return Promise.all(rows.map(async (row) => ({ sha256: row.sha256, size: row.size, confirmed: row.confirmed, held: Boolean(row.held), ...(await described(row)) })));
  }

  async pendingMedia() {
    return (await this.allMedia()).filter((file) => !file.confirmed);
  }

  /** @param {string} sha256 */
  async dropMedia(sha256) {
    await this.database.write(["media", "bytes"], (store) => {
      store("media").delete([this.interview, sha256]);
      store("bytes").delete(placeOf(this.interview, sha256));
    });
  }

  /** @param {string} sha256 */
  async confirmMedia(sha256) {
    await this.database.update("media", [this.interview, sha256], (row) => row && { ...row, confirmed: true });
  }

  /** The session knows of receipts. */
  async note() {
    return {};
  }

  async putNote() {}
}

/** Sends a draft while there is a network, and seals it at the end; from then on the outbox has it. */
export class TabletSender {
  /** @param {Session} session @param {TabletStore} store */
  constructor(session, store) {
    this.session = session;
    this.store = store;
    this.interview = store.interview;
    this.isSealing = false;
    /** under way: never two at once @type {Promise<void> | null} */
    this.sealing = null;
    /** the sealed record, as far as it has come @type {any} */
    this.record = null;
    this.settle = () => {};
  }

  /** @param {import("./journal.js").Journal} journal @param {{ urls: any, onStatus?: (status: Status) => void, settle?: () => void }} options */
  attach(journal, { urls, onStatus = () => {}, settle = () => {} }) {
    this.journal = journal;
    this.onStatus = onStatus;
    this.settle = settle;
    const request = (/** @type {any} */ url, /** @type {any} */ options) => this.session.sendDraft(this.interview, url, options);
    this.sender = new Sender(journal, { urls, csrf: "", onStatus: () => this.report(), onMoved: () => void this.session.moved(this.interview), request });
    this.acknowledged = 0;
    return this;
  }

  async start() {
    this.acknowledged = (await this.session.draft(this.interview))?.acknowledged ?? 0;
    const { journal, sender } = this;
    if (journal.events.at(-1)?.kind === "finish") return this.finish();
    sender.acknowledged = this.acknowledged;
    return sender.start(this.acknowledged);
  }

  /** @returns {Status} */
  get status() {
    const { status } = this.sender;
    const trouble = this.store.full ? "storage" : status.trouble;
    if (!this.record || !this.isSealing) return { ...status, trouble, finishing: this.isSealing, receipt: null };
    const { state, receipt, waitingFiles } = this.record;
    const isThere = Boolean(receipt);
    return { ...status, written: status.last, acknowledged: isThere ? status.last : 0, files: waitingFiles, trouble: state === "here" && this.record.problem ? "conflict" : navigator.onLine ? "" : "offline", finishing: !isThere, receipt: state === "confirmed" ? receipt : null };
  }

  report() {
    const acknowledged = this.sender?.acknowledged ?? 0;
    if (acknowledged > this.acknowledged) {
      this.acknowledged = acknowledged;
      void this.session.acknowledge(this.interview, acknowledged);
    }
    this.onStatus(this.status);
  }

  get files() {
    return this.sender.files;
  }

  set files(count) {
    this.sender.files = count;
  }

  get trouble() {
    return this.sender.trouble;
  }

  set trouble(trouble) {
    this.sender.trouble = trouble;
  }

  /** @param {number} [delay] */
  soon(delay) {
    if (this.isSealing) void this.session.sync();
    else this.sender.soon(delay);
  }

  /** Signing takes longer than a page that goes has; the tablet holds everything, and sends it the next time. */
  farewell() {}

  /** The page is left: files and a sealing that are under way come to their end first. */
  async leave() {
    this.settle();
    await this.journal.kept();
    await this.sealing?.catch(() => {});
    await this.stop();
  }

  /** Writes what is open and sends no more. A request that is under way is not waited for: it may hang, and does no harm. */
  async stop() {
    this.settle();
    clearTimeout(this.again);
    clearTimeout(this.sender.timer);
    this.sender.soon = () => {};
    await this.journal.write("strict");
    if (this.journal.unwritten.length) this.store.hold(this.journal.unwritten);
  }

  /** Where there is no room for the envelope, the draft stays and is tried again. */
  finish() {
    this.sealing ??= this.#finish().finally(() => (this.sealing = null));
    return this.sealing;
  }

  async #finish() {
    this.isSealing = true;
    this.record = null;
    await this.journal.kept();
    await this.stop();
    if (this.session.isLocked) return;
    if (this.journal.unwritten.length) return void this.#laterAgain();
    try {
      await this.session.finish(this.interview);
    } catch (error) {
      this.#laterAgain();
      if (!isFull(error)) throw error;
      this.store.full = true;
      this.store.onFull(true);
    }
    await this.heard();
  }

  #laterAgain() {
    this.report();
    this.again = setTimeout(() => void this.finish().catch(() => {}), AGAIN_MS);
  }

  /** The outbox has moved on. */
  async heard() {
    const record = this.isSealing ? await this.session.recordOf(this.interview) : null;
    // The record of before, which was asked back, confirms nothing of what was said since.
    this.record = record?.seq === this.journal.lastSeq ? record : null;
    this.report();
  }
}

/** Sends what a draft that is not open still has. Sending twice does no harm, sealing would. @param {TabletSender} sender @param {any} journal */
export async function sendOnce(sender, journal) {
  if (await isHeld(sender.interview)) return undefined;
  await journal.load([]);
  if (journal.events.at(-1)?.kind === "finish") {
    const release = await holdDraft(sender.interview);
    return release ? sender.finish().finally(release) : undefined;
  }
  sender.acknowledged = sender.sender.acknowledged = (await sender.session.draft(sender.interview))?.acknowledged ?? 0;
  const pending = await sender.store.pendingMedia();
  journal.holdAgain(pending); // its page was not left: faces may still be covered
  sender.sender.files = pending.length;
  await sender.sender.flush();
  return sender.stop();
}

/** The photos of a draft that goes on elsewhere are here alone. What nothing holds is sent, its answers are not. @param {TabletSender} sender @param {any} journal */
export async function sendFilesOnce(sender, journal) {
  if (await isHeld(sender.interview)) return;
  const pending = await sender.store.pendingMedia();
  journal.holdAgain(pending);
  if (pending.some((file) => !file.held)) await sender.sender.sendFiles();
}

/** What the server has of a draft is here before anybody goes on with it: a tablet that dies right then has it, too. @param {TabletStore} store @param {Event[]} events */
export async function keepTaken(store, events) {
  await new Journal(store).load(events);
}

/** @param {string} interview */
const lockOf = (interview) => `mystery-interview-${interview}`;

/** One page writes an interview. @param {string} interview @returns {Promise<(() => void) | null>} gives it back; null where another page has it */
export function holdDraft(interview) {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(() => {});
    return void navigator.locks.request(lockOf(interview), { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((release) => resolve(() => release(undefined)));
    });
  });
}

/** Whether a page has the interview open, and sends itself what may go. @param {string} interview */
async function isHeld(interview) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(interview));
}

/** A reply as the session understands it. @param {Response} response @returns {Promise<string>} the code of a conflict, "" for anything else */
export async function conflictOf(response) {
  return response.status === 409 ? (await refusalOf(response)).code : "";
}

