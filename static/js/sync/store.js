/** @file What the device keeps: events, files and receipts, in IndexedDB. Falls back to memory and says so. */

/** @typedef {import("../interview/state.js").Event} Event */
/** @typedef {{ sha256: string, name: string, type: string, size: number }} FileAnswer */

const STORES = /** @type {const} */ ({ events: ["interview", "seq"], media: ["interview", "sha256"], interviews: "interview" });
const KEEP_DAYS = 30;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {string} owner one database per person, so that two testers on one tablet never meet @returns {Promise<IDBDatabase>} */
function openDatabase(owner) {
  const request = indexedDB.open(`mystery-${owner}`, 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) {
      request.result.createObjectStore(name, { keyPath: /** @type {string | string[]} */ (keyPath) });
    }
  };
  return done(request);
}

/** Beside an interview: what another device has replaced in it, each time under a name of its own. @param {string} interview */
export const asideOf = (interview) => `${interview}/aside/${Date.now()}`;

/** Where the last words of a page wait for the next one. @param {string} database @param {string} interview */
function heldAt(database, interview) {
  return `${database}/${interview}`;
}

/** @param {string} key */
function letGo(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // refused: then nothing was ever kept there
  }
}

export class Store {
  /** @param {IDBDatabase} database @param {string} interview */
  constructor(database, interview) {
    this.database = database;
    this.interview = interview;
    this.durable = true;
  }

  /** @param {string} owner @param {string} interview @returns {Promise<Store | MemoryStore>} */
  static async open(owner, interview) {
    try {
      const store = new Store(await openDatabase(owner), interview);
      await store.#sweep();
      return store;
    } catch {
      return new MemoryStore(interview);
    }
  }

  /** @param {string} name @param {IDBTransactionMode} mode @param {"strict" | "relaxed"} durability */
  #begin(name, mode, durability = "relaxed") {
    return this.database.transaction(name, mode, { durability });
  }

  #range() {
    return IDBKeyRange.bound([this.interview], [this.interview, []]);
  }

  /** @returns {Promise<Event[]>} by seq */
  async events() {
    const rows = await done(this.#begin("events", "readonly").objectStore("events").getAll(this.#range()));
    const stored = rows.map((row) => row.event);
    const known = new Set(stored.map((event) => event.seq));
    const held = this.#held().filter((event) => !known.has(event.seq));
    if (held.length) await this.putEvents(held, "strict");
    letGo(this.#heldAt);
    return [...stored, ...held].sort((a, b) => a.seq - b.seq);
  }

  get #heldAt() {
    return heldAt(this.database.name, this.interview);
  }

  /** @returns {Event[]} */
  #held() {
    try {
      return JSON.parse(localStorage.getItem(this.#heldAt) ?? "[]");
    } catch {
      return [];
    }
  }

  /** The last words of a page: a transaction that is open when the page goes may be lost, this is not. @param {Event[]} events */
  hold(events) {
    try {
      localStorage.setItem(this.#heldAt, JSON.stringify(events));
    } catch {
      // full or refused: the database and the server's last request remain
    }
  }

  /** @param {Event[]} events @param {"strict" | "relaxed"} durability strict waits until the disk has it */
  putEvents(events, durability) {
    return this.#put(this.interview, events, durability);
  }

  /** What another device has replaced stays beside it. @param {Event[]} events */
  putAside(events) {
    return this.#put(asideOf(this.interview), events, "strict");
  }

  /** @param {string} interview @param {Event[]} events @param {"strict" | "relaxed"} durability */
  async #put(interview, events, durability) {
    const transaction = this.#begin("events", "readwrite", durability);
    for (const event of events) transaction.objectStore("events").put({ interview, seq: event.seq, event });
    await committed(transaction);
  }

  /** @param {FileAnswer} file @param {ArrayBuffer} bytes @param {{ held?: boolean }} [how] held: not to be sent before `releaseMedia` */
  async putMedia(file, bytes, { held = false } = {}) {
    const transaction = this.#begin("media", "readwrite", "strict");
    transaction.objectStore("media").put({ ...file, interview: this.interview, bytes, confirmed: false, held });
    await committed(transaction);
  }

  async releaseMedia() {
    const transaction = this.#begin("media", "readwrite", "strict");
    const media = transaction.objectStore("media");
    for (const row of await done(media.getAll(this.#range()))) if (row.held) media.put({ ...row, held: false });
    await committed(transaction);
  }

  /** @param {string} sha256 @returns {Promise<ArrayBuffer | undefined>} */
  async media(sha256) {
    const row = await done(this.#begin("media", "readonly").objectStore("media").get([this.interview, sha256]));
    return row?.bytes;
  }

  /** @returns {Promise<(FileAnswer & { bytes: ArrayBuffer, held?: boolean })[]>} files that the server has not confirmed */
  async pendingMedia() {
    const rows = await done(this.#begin("media", "readonly").objectStore("media").getAll(this.#range()));
    return rows.filter((row) => !row.confirmed);
  }

  /** @param {string} sha256 */
  async dropMedia(sha256) {
    const transaction = this.#begin("media", "readwrite", "strict");
    transaction.objectStore("media").delete([this.interview, sha256]);
    await committed(transaction);
  }

  /** @param {string} sha256 */
  async confirmMedia(sha256) {
    const transaction = this.#begin("media", "readwrite", "strict");
    const media = transaction.objectStore("media");
    const row = await done(media.get([this.interview, sha256]));
    if (row) media.put({ ...row, confirmed: true });
    await committed(transaction);
  }

  /** @returns {Promise<Record<string, any>>} what is known of the interview: acknowledged, receipt */
  async note() {
    return (await done(this.#begin("interviews", "readonly").objectStore("interviews").get(this.interview))) ?? {};
  }

  /** @param {Record<string, any>} note */
  async putNote(note) {
    const transaction = this.#begin("interviews", "readwrite", "strict");
    transaction.objectStore("interviews").put({ ...note, interview: this.interview });
    await committed(transaction);
  }

  /** Interviews with a receipt leave the device after 30 days; nothing leaves without one. */
  async #sweep() {
    const rows = await done(this.#begin("interviews", "readonly").objectStore("interviews").getAll());
    const limit = Date.now() - KEEP_DAYS * 86_400_000;
    const old = rows.filter((row) => row.receipt && row.interview !== this.interview && Date.parse(row.confirmed_at) < limit);
    for (const { interview } of old) await this.#forget(interview);
  }

  /** @param {string} interview */
  async #forget(interview) {
    const transaction = this.database.transaction(["events", "media", "interviews"], "readwrite");
    const range = IDBKeyRange.bound([interview], [interview, []]);
    transaction.objectStore("events").delete(range);
    transaction.objectStore("events").delete(IDBKeyRange.bound([`${interview}/`], [`${interview}0`])); // what was put aside
    transaction.objectStore("media").delete(range);
    transaction.objectStore("interviews").delete(interview);
    letGo(heldAt(this.database.name, interview));
    await committed(transaction);
  }
}

/** The same in memory: for previews, and where the browser refuses storage. */
export class MemoryStore {
  /** @param {string} interview */
  constructor(interview) {
    this.interview = interview;
    this.durable = false;
    /** @type {Map<number, Event>} */
    this.kept = new Map();
    /** @type {Map<string, any>} */
    this.files = new Map();
    /** @type {Record<string, any>} */
    this.known = {};
  }

  async events() {
    return [...this.kept.values()].sort((a, b) => a.seq - b.seq);
  }

  /** @param {Event[]} events */
  async putEvents(events) {
    for (const event of events) this.kept.set(event.seq, event);
  }

  /** Memory ends with the page. */
  hold() {}

  async putAside() {}

  /** @param {FileAnswer} file @param {ArrayBuffer} bytes */
  async putMedia(file, bytes) {
    this.files.set(file.sha256, { ...file, bytes, confirmed: false });
  }

  /** @param {string} sha256 @returns {Promise<ArrayBuffer | undefined>} */
  async media(sha256) {
    return this.files.get(sha256)?.bytes;
  }

  async releaseMedia() {}

  async pendingMedia() {
    return [...this.files.values()].filter((file) => !file.confirmed);
  }

  /** @param {string} sha256 */
  async dropMedia(sha256) {
    this.files.delete(sha256);
  }

  /** @param {string} sha256 */
  async confirmMedia(sha256) {
    const file = this.files.get(sha256);
    if (file) file.confirmed = true;
  }

  async note() {
    return this.known;
  }

  /** @param {Record<string, any>} note */
  async putNote(note) {
    this.known = note;
  }
}
