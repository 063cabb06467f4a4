/** @file What goes out, in which order, with which pauses. Nothing leaves the tablet without a receipt for exactly its bytes. */

import { base64 } from "./bytes.js";
import { exchange, receiptKeys, settled, skewIn } from "./contact.js";
import { Database, ofInterview } from "./db.js";
import { API, Device, jsonOf, NotOurs, refusalOf, send } from "./device.js";
import { sha256Of } from "./hash.js";
import { isReceiptFor } from "./receipts.js";

const ENVELOPE = "application/vnd.mystery.sealed+json";
const LONGEST_PAUSE_MS = 60_000;
const SHORTEST_PAUSE_MS = 1000;
const SMALLEST_CHUNK = 262_144;
const LARGEST_CHUNK = 1_048_576;
const KEEP_MS = 30 * 86_400_000;
/** Replies that carry a receipt; whatever else answers has taken nothing. */
const TAKEN = new Set([200, 201, 202, 409]);
/** Not ours, says the server: kept and shown, and asked again only when the page is opened anew. */
const NOT_TAKEN = new Set([413, 422]);

/** @typedef {{ failures: number, due: number }} Pause */

/** Doubles with every failure, up to a minute; no two tablets come back at the same moment. @param {number} failures @param {number} random 0 to 1 */
export function pauseMs(failures, random) {
  const whole = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** (failures - 1));
  return Math.max(SHORTEST_PAUSE_MS, Math.round(whole * (0.5 + random / 2)));
}

/** One at a time on this tablet, whichever tab. @template T @param {() => Promise<T>} act @returns {Promise<T>} */
function alone(act) {
  return navigator.locks ? navigator.locks.request("mystery-sync", act) : act();
}

export class Outbox {
  /** @type {Map<string, Outbox>} */
  static #all = new Map();
  /** @type {Promise<void> | null} */
  static #locked = null;

  /** @param {Database} database */
  constructor(database) {
    this.database = database;
    /** @type {Map<string, Pause>} */
    this.pauses = new Map();
    /** how much of a file the server has, while it goes @type {Map<string, number>} */
    this.progress = new Map();
    this.chunk = SMALLEST_CHUNK * 2;
    /** envelopes that are worth asking about, since a file has arrived @type {Set<string>} */
    this.ripe = new Set();
    this.onChange = () => {};
    /** @type {Promise<void> | null} */
    this.running = null;
  }

  /** The pauses outlive the tester's session. @param {string} name of the database */
  static of(name) {
    const outbox = this.#all.get(name) ?? new Outbox(new Database(name));
    this.#all.set(name, outbox);
    return outbox;
  }

  /** What is sealed, of every tester on this tablet, whoever works on it. @returns {Promise<void>} */
  static sendLocked() {
    this.#locked ??= this.#sendAll().finally(() => (this.#locked = null));
    return this.#locked;
  }

  static async #sendAll() {
    for (const { database } of await Database.registry().all("devices")) await Outbox.of(database).send().catch(() => {}); // one that is damaged stops no other
  }

  /** One round of everything that is due; a failure of one thing stops no other. @param {() => Promise<void>} [before] what else must not run twice @returns {Promise<void>} */
  send(before) {
    this.running ??= alone(() => this.#round(before)).finally(() => {
      this.running = null;
      this.onChange();
    });
    return this.running;
  }

  /** @param {(() => Promise<void>) | undefined} before */
  async #round(before) {
    const begun = Date.now();
    this.device = await this.#device();
    await before?.();
    await this.#records((row) => !row.receipt);
    await this.#files();
    await this.#records((row) => row.receipt && this.ripe.has(row.sha256));
    const isInContact = await this.#attempt("contact", () => exchange(this.database, this.device));
    // What was due and was not tried is wanted no more: its reply was lost, and its receipt came another way.
    for (const [key, { due }] of this.pauses) if (due <= begun) this.pauses.delete(key);
    // Only the server's clock says that 30 days are over.
    if (isInContact) await sweep(this.database);
  }

  /** The same object as long as it is the same device, since it knows the last nonce. */
  async #device() {
    const newest = await Device.in(this.database);
    return this.device?.id === newest.id ? this.device : newest;
  }

  /** @returns {number} milliseconds until something failed is due again; Infinity for nothing */
  get nextDue() {
    return Math.max(0, Math.min(Infinity, ...[...this.pauses.values()].map(({ due }) => due)) - Date.now());
  }

  /** The network is back: nothing waits any longer. */
  hurry() {
    for (const [key, { failures, due }] of this.pauses) if (due !== Infinity) this.pauses.set(key, { failures, due: 0 });
  }

  /** @param {string} key @param {() => Promise<void>} act @returns {Promise<boolean>} whether it was done now */
  async #attempt(key, act) {
    const { failures = 0, due = 0 } = this.pauses.get(key) ?? {};
    if (due > Date.now()) return false;
    try {
      await act();
      if (this.pauses.get(key)?.due !== Infinity) this.pauses.delete(key);
      return true;
    } catch {
      this.pauses.set(key, { failures: failures + 1, due: Date.now() + pauseMs(failures + 1, Math.random()) });
      return false;
    }
  }

  /** @param {(row: any) => unknown} isWanted */
  async #records(isWanted) {
    const rows = await this.database.all("records");
    for (const row of rows.filter((each) => !each.complete_at && isWanted(each))) await this.#attempt(row.sha256, () => this.#sendRecord(row));
  }

  /** Needs no other credential than the signature inside. @param {any} row */
  async #sendRecord(row) {
    const { bytes } = await this.database.get("bytes", row.sha256);
    const response = await send(`${API}/submissions/${row.interview}`, { method: "PUT", body: bytes, headers: { "Content-Type": ENVELOPE, Accept: "application/json" } });
    if (NOT_TAKEN.has(response.status)) return this.#notTaken(row, response);
    if (!TAKEN.has(response.status)) throw new NotOurs(`HTTP ${response.status}`);
    const said = await jsonOf(response);
    if (!(await isReceiptFor(said.receipt, { submission: row.interview, sha256: row.sha256 }, await receiptKeys(this.database)))) throw new NotOurs("no receipt for these bytes");
    await settled(this.database, row, said);
    this.ripe.delete(row.sha256);
    this.onChange();
  }

  /** @param {any} row @param {Response} response */
  async #notTaken(row, response) {
    const { code } = await refusalOf(response);
    await this.database.update("records", [row.interview, row.revision], (now) => now && { ...now, problem: code });
    this.pauses.set(row.sha256, { failures: 1, due: Infinity });
  }

  async #files() {
    const rows = await this.database.all("uploads");
    for (const row of rows.filter((each) => each.wanted && !each.complete_at)) await this.#attempt(row.sha256, () => this.#sendFile(row));
  }

  /** What this disk gives back damaged is kept and not sent round and round. @param {any} row */
  async #sendFile(row) {
    const stored = await this.database.get("bytes", row.sha256);
    if (!stored || (await sha256Of(stored.bytes)) !== row.sha256) return void this.pauses.set(row.sha256, { failures: 1, due: Infinity });
    let offset = await this.#offset(row);
    while (offset < row.size) {
      offset = await this.#sendChunk(row, new Uint8Array(stored.bytes).subarray(offset, offset + this.chunk), offset);
      this.progress.set(row.sha256, offset);
      this.onChange();
    }
    const complete_at = Date.now() + (await skewIn(this.database));
    await this.database.update("uploads", row.sha256, (now) => now && { ...now, complete_at });
    for (const record of await this.database.all("records", ofInterview(row.interview || " "))) this.ripe.add(record.sha256);
    this.progress.delete(row.sha256);
    this.onChange();
  }

  /** How much the server has on its disk. @param {any} row @returns {Promise<number>} */
  async #offset({ sha256, size }) {
    const response = await this.#ask(`${API}/uploads/${sha256}`, { method: "HEAD" });
    if (response.status === 404) return 0;
    if (!response.ok) throw new NotOurs(`HTTP ${response.status}`);
    return response.headers.get("Upload-Complete") === "?1" ? size : offsetOf(response);
  }

  /** @param {any} row @param {Uint8Array} bytes @param {number} offset @returns {Promise<number>} the next one, as the server says */
  async #sendChunk({ sha256, content, type, size }, bytes, offset) {
    const digest = await digestOf(bytes);
    const headers = { "Content-Type": type, "Upload-Offset": String(offset), "Upload-Length": String(size), "Content-Digest": `sha-256=:${digest}:`, "Mystery-Content": content };
    try {
      const response = await this.#ask(`${API}/uploads/${sha256}`, { method: "PATCH", body: bytes, headers });
      const next = offsetOf(response);
      if (response.status !== 204 && response.status !== 409) throw await refusalOf(response);
      if (response.status === 204 ? next !== offset + bytes.length : next === offset) throw new NotOurs(`offset ${next}`);
      this.chunk = Math.min(LARGEST_CHUNK, this.chunk * 2);
      return next;
    } catch (error) {
      this.chunk = Math.max(SMALLEST_CHUNK, this.chunk / 2);
      throw error;
    }
  }

  /** Signed as long as the device may sign; a file of a revoked one is still a file. @param {string} path @param {RequestInit} options */
  async #ask(path, options) {
    const response = await this.device.request(path, options);
    return response.status === 401 ? send(path, options) : response;
  }
}

/** @param {Response} response @returns {number} */
function offsetOf(response) {
  const said = response.headers.get("Upload-Offset");
  if (!said || !/^\d+$/.test(said)) throw new NotOurs(`HTTP ${response.status} without an offset`);
  return Number(said);
}

/** @param {Uint8Array} bytes @returns {Promise<string>} */
async function digestOf(bytes) {
  return base64(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * What has a receipt and is complete leaves after 30 days, by the server's clock as far as it is known; the receipt stays.
 * @param {Database} database
 */
export async function sweep(database) {
  const limit = Date.now() + (await skewIn(database)) - KEEP_MS;
  const records = await database.all("records");
  const drafts = new Set((await database.all("interviews")).filter((row) => row.is_draft).map((row) => row.interview));
  for (const { interview } of records) {
    const all = records.filter((row) => row.interview === interview);
    if (drafts.has(interview) || !all.every((row) => row.complete_at && row.complete_at < limit)) continue;
    await forget(database, interview, all);
  }
  const loose = (await database.all("uploads")).filter((row) => !row.interview && row.complete_at && row.complete_at < limit);
  await drop(database, loose);
}

/** @param {Database} database @param {string} interview @param {any[]} records */
async function forget(database, interview, records) {
  await drop(database, (await database.all("uploads")).filter((row) => row.interview === interview));
  await database.write(["records", "bytes", "interviews", "media", "events"], (store) => {
    store("records").delete(ofInterview(interview));
    store("media").delete(ofInterview(interview));
    store("events").delete(IDBKeyRange.bound([`${interview}/`], [`${interview}0`])); // what was put aside
    store("bytes").delete(IDBKeyRange.bound(`${interview}/`, `${interview}0`));
    store("interviews").delete(interview);
    for (const { sha256 } of records) store("bytes").delete(sha256);
  });
}

/** @param {Database} database @param {any[]} files */
function drop(database, files) {
  return database.write(["uploads", "bytes"], (store) => {
    for (const { sha256 } of files) {
      store("uploads").delete(sha256);
      store("bytes").delete(sha256);
    }
  });
}
