/** @file Keeps the draft on the server: 800 ms after the last change, again when the line is back, never over what others did. */

/** @typedef {import("./document.js").Draft} Draft @typedef {import("./document.js").Operation} Operation */
/** @typedef {"saved" | "changed" | "saving" | "offline" | "refused"} Status */
/** @typedef {{ id: string, key: string, mine: any, theirs: any, by?: string }} Conflict */
/**
 * @typedef {object} Events
 * @property {(status: Status, detail: string) => void} onStatus
 * @property {(state: any) => void} onState what the server found in the draft
 * @property {(labels: string[]) => void} onMerged
 * @property {(conflicts: Conflict[], decide: (mine: Conflict[]) => void) => void} onConflict
 */

export const PAUSE_MS = 800;
const LONGEST_WAIT_MS = 30_000;

export class Saver {
  /** @param {Draft} draft @param {{ url: string, csrf: string, revision: number, store?: Storage, key: string }} boot @param {Events} events */
  constructor(draft, { url, csrf, revision, key, store = sessionStorage }, events) {
    this.draft = draft;
    this.url = url;
    this.csrf = csrf;
    this.base = revision;
    this.events = events;
    this.store = store;
    this.key = `builder-${key}`;
    /** what the server does not have yet @type {Operation[]} */
    this.pending = [];
    this.isDirty = false;
    this.isSending = false;
    this.isAsking = false;
    this.failures = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    draft.onChange((change) => this.#onChange(change));
  }

  /** What an earlier page could not send. @returns {boolean} whether there was something */
  restore() {
    const kept = this.#kept();
    if (!kept) return false;
    this.base = kept.base;
    this.isDirty = true;
    this.draft.adopt(kept.content);
    this.#later(0);
    return true;
  }

  #kept() {
    try {
      return JSON.parse(this.store.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {import("./document.js").Change} change */
  #onChange({ operations, source }) {
    if (source === "merge") return;
    this.pending.push(...operations);
    this.isDirty = true;
    if (!this.isSending && this.failures === 0) this.events.onStatus("changed", "");
    if (this.failures) this.#keep();
    else this.#later(PAUSE_MS);
  }

  /** @param {number} ms */
  #later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), ms);
  }

  /** Sends at once; used before leaving for another page, too. @returns {Promise<boolean>} whether everything is on the server */
  async send() {
    clearTimeout(this.timer);
    if (this.isSending || this.isAsking || !this.isDirty) return !this.isDirty;
    const sent = this.pending;
    this.pending = [];
    this.isSending = true;
    this.isDirty = false;
    this.events.onStatus("saving", "");
    const reply = await this.#put();
    this.isSending = false;
    if (reply === null || reply.status >= 500 || reply.status === 429) return this.#failed(sent, "offline", "");
    if (reply.status === 409) return this.#conflict(reply.body);
    if (reply.status >= 400) return this.#failed(sent, "refused", reply.body?.detail ?? reply.body?.title ?? "");
    return this.#saved(reply.body);
  }

  async #put() {
    try {
      const response = await fetch(this.url, {
        method: "PUT", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
        body: JSON.stringify({ base: this.base, content: this.draft.content }),
      });
      const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
      return { status: response.redirected ? 401 : response.status, body: isJson ? await response.json() : null };
    } catch {
      return null;
    }
  }

  /** @param {any} body */
  #saved(body) {
    this.base = body.revision;
    this.failures = 0;
    if (body.content) this.draft.adopt(body.content, this.pending);
    if (body.merged?.length) this.events.onMerged(body.merged);
    if (body.state) this.events.onState(body.state);
    if (this.isDirty) {
      this.#later(PAUSE_MS);
      return false;
    }
    this.store.removeItem(this.key);
    this.events.onStatus("saved", "");
    return true;
  }

  /** @param {Operation[]} sent @param {Status} status @param {string} detail */
  #failed(sent, status, detail) {
    this.pending = [...sent, ...this.pending];
    this.isDirty = true;
    this.failures++;
    this.#keep();
    this.events.onStatus(status, detail);
    this.#later(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.failures));
    return false;
  }

  #keep() {
    try {
      this.store.setItem(this.key, JSON.stringify({ base: this.base, content: this.draft.content }));
    } catch {
      // A full store is no reason to stop: the page still holds everything and asks before it is left.
    }
  }

  /** @param {{ revision: number, content: any, conflicts: Conflict[] }} body */
  #conflict(body) {
    this.isAsking = true;
    this.isDirty = true;
    this.failures = 0;
    this.events.onStatus("changed", "");
    this.events.onConflict(body.conflicts, (mine) => {
      this.isAsking = false;
      this.base = body.revision;
      const again = mine.map((conflict) => asOperation(conflict, this.draft));
      const since = this.pending;
      this.pending = [];
      this.draft.adopt(body.content, [...again, ...since]);
      this.isDirty = true;
      this.#later(0);
    });
    return false;
  }

  /** Takes in what others have saved: the same content once more, and the server brings the two together. */
  async catchUp() {
    if (this.isDirty || this.isSending || this.isAsking) return;
    this.isDirty = true;
    await this.send();
  }

  /** The line is back. */
  online() {
    if (this.isDirty) this.#later(0);
  }
}

/** "My" side of a conflict, done again. @param {Conflict} conflict @param {Draft} draft as it is here @returns {Operation} */
export function asOperation({ id, key, mine }, draft) {
  if (key) return { do: "set", of: id, keys: key.split("/"), value: mine ?? undefined };
  const place = draft.place(id);
  return mine && place ? { do: "insert", into: place.into, at: place.index, value: mine } : { do: "remove", id };
}
