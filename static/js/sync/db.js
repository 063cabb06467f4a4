/** @file The tablet's databases: stores are only ever added, every write waits for the disk's word, and a connection that the system took away is opened again once. */

/** One step for each version that was released; a released step never changes. @type {Record<string, string | string[]>[]} */
export const SCHEMA = [
  {
    vault: "id", device: "device", work: "id", forms: "fingerprint", files: "sha256", interviews: "interview", events: ["interview", "seq"], media: ["interview", "sha256"],
    notes: "id", records: ["interview", "revision"], uploads: "sha256", receipts: "sha256", bytes: "id",
  },
];
const REGISTRY = [{ devices: "device" }];
const PREFIX = "mystery-";

/** What a browser says when it has closed the connection behind our back. */
const LOST = new Set(["InvalidStateError", "AbortError", "UnknownError"]);

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
    transaction.onabort = () => reject(transaction.error ?? new DOMException("the write was given up", "AbortError"));
  });
}

/** All rows of one interview. @param {string} interview */
export const ofInterview = (interview) => IDBKeyRange.bound([interview], [interview, []]);

/** @param {any} error */
export const isFull = (error) => error?.name === "QuotaExceededError";

export class Database {
  /** @param {string} name @param {Record<string, string | string[]>[]} [schema] */
  constructor(name, schema = SCHEMA) {
    this.name = name;
    this.schema = schema;
    /** @type {Promise<IDBDatabase> | null} */
    this.connection = null;
  }

  /** @param {{ id: string }} installation @param {{ id: string }} tester @param {string} [more] */
  static nameOf(installation, tester, more = "") {
    return PREFIX + [installation.id, tester.id, more].filter(Boolean).join("-");
  }

  /** Who uses this tablet; nothing secret. */
  static registry() {
    return new Database(`${PREFIX}devices`, REGISTRY);
  }

  #connect() {
    this.connection ??= this.#open().catch((error) => {
      this.connection = null;
      throw error;
    });
    return this.connection;
  }

  async #open() {
    const request = indexedDB.open(this.name, this.schema.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const step of this.schema.slice(oldVersion)) {
        for (const [name, keyPath] of Object.entries(step)) request.result.createObjectStore(name, { keyPath });
      }
    };
    const database = await done(request);
    database.onclose = () => (this.connection = null);
    database.onversionchange = () => this.close();
    return database;
  }

  /** A newer page in another tab waits for that. */
  close() {
    void this.connection?.then((database) => database.close());
    this.connection = null;
  }

  /** @template T @param {() => Promise<T>} act */
  async #again(act) {
    try {
      return await act();
    } catch (error) {
      if (!LOST.has(/** @type {any} */ (error)?.name)) throw error;
      this.close();
      return act();
    }
  }

  /** @template T @param {string} name @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>} */
  #read(name, ask) {
    return this.#again(async () => done(ask((await this.#connect()).transaction(name).objectStore(name))));
  }

  /** @param {string} name @param {IDBValidKey} key @returns {Promise<any>} */
  get(name, key) {
    return this.#read(name, (store) => store.get(key));
  }

  /** @param {string} name @param {IDBKeyRange} [range] @returns {Promise<any[]>} */
  all(name, range) {
    return this.#read(name, (store) => store.getAll(range));
  }

  /** @param {string} name @param {IDBKeyRange} [range] @returns {Promise<IDBValidKey[]>} */
  keys(name, range) {
    return this.#read(name, (store) => store.getAllKeys(range));
  }

  /** The last seq of an interview, without reading what it says. @param {string} interview @returns {Promise<number>} */
  async lastSeq(interview) {
    const cursor = await this.#read("events", (store) => store.openKeyCursor(ofInterview(interview), "prev"));
    return cursor ? /** @type {any} */ (cursor.key)[1] : 0;
  }

  /**
   * One transaction: all of it is on the disk when this returns, or none. It may run twice.
   * @param {string[]} names @param {(store: (name: string) => IDBObjectStore) => void} act @param {"strict" | "relaxed"} [durability]
   */
  write(names, act, durability = "strict") {
    return this.#again(async () => {
      const transaction = (await this.#connect()).transaction(names, "readwrite", { durability });
      const ended = committed(transaction);
      try {
        act((name) => transaction.objectStore(name));
      } catch (error) {
        transaction.abort();
        await ended.catch(() => {});
        throw error;
      }
      await ended;
    });
  }

  /** @param {string} name @param {any} row @param {"strict" | "relaxed"} [durability] */
  put(name, row, durability = "strict") {
    return this.write([name], (store) => void store(name).put(row), durability);
  }

  /** Reads a row and writes it changed, with nobody in between. @param {string} name @param {IDBValidKey} key @param {(row: any) => any} change undefined: it stays @param {"strict" | "relaxed"} [durability] @returns {Promise<any>} the row as it is now */
  async update(name, key, change, durability = "strict") {
    /** @type {any} */
    let now;
    await this.write([name], (store) => {
      const reading = store(name).get(key);
      reading.onsuccess = () => {
        const changed = change(reading.result);
        now = changed ?? reading.result;
        if (changed !== undefined) store(name).put(changed);
      };
    }, durability);
    return now;
  }
}
