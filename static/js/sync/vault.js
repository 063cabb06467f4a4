/** @file The PIN and what it opens: a data key for everything that is not sealed yet. Wrong PINs cost time; nothing is ever wiped. */

import { canonical, textOf, utf8 } from "./bytes.js";
import { sealDataKey } from "./seal.js";

/** @typedef {import("./db.js").Database} Database @typedef {{ iv: Uint8Array, ciphertext: ArrayBuffer }} Sealed */

const ROUNDS = 600_000;
const SHORTEST_PIN = 6;
/** So many wrong PINs are a slip of the finger. */
const FREE_TRIES = 4;
const LONGEST_WAIT_SECONDS = 900;
const ID = "vault";

export class WrongPin extends Error {
  /** @param {number} waitSeconds until the next try counts */
  constructor(waitSeconds) {
    super("wrong PIN");
    this.name = "WrongPin";
    this.waitSeconds = waitSeconds;
  }
}

/** @param {string} pin @returns {boolean} six digits or more */
export const isPin = (pin) => pin.length >= SHORTEST_PIN && /^\d+$/.test(pin);

/** @param {number} failures @returns {number} seconds after so many wrong PINs: 2, 4, 8 … from the fifth on */
export function penalty(failures) {
  return failures > FREE_TRIES ? Math.min(LONGEST_WAIT_SECONDS, 2 ** (failures - FREE_TRIES)) : 0;
}

/** @param {string} pin @param {Uint8Array} salt @param {number} rounds */
async function pinKey(pin, salt, rounds) {
  const material = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** What a vault's row holds: the data key under the PIN, and sealed to the office. @param {string} pin @param {{ device: string, seal_key: import("./seal.js").PublicKey }} device @param {ArrayBuffer | Uint8Array} [known] the data key of before */
export async function makeVault(pin, { device, seal_key: sealKey }, known) {
  if (!isPin(pin)) throw new Error("a PIN has six digits or more");
  const raw = new Uint8Array(known ?? crypto.getRandomValues(new Uint8Array(32)));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await pinKey(pin, salt, ROUNDS), raw);
  return { id: ID, salt, rounds: ROUNDS, iv, wrapped, escrow: await sealDataKey(raw, device, sealKey), escrow_device: device, failures: 0, not_before: 0 };
}

/**
 * A try is written down before it is made, so that nobody gets more of them by closing the page.
 * @param {Database} database @param {string} pin @param {() => number} [now] @returns {Promise<{ raw: ArrayBuffer, row: any }>} the data key
 */
export async function unlockKey(database, pin, now = Date.now) {
  let wait = 0;
  const row = await database.update("vault", ID, (vault) => {
    // A clock that was set back makes nobody wait longer than the penalty.
    wait = Math.min(penalty(vault.failures), Math.ceil((vault.not_before - now()) / 1000));
    if (wait > 0) return undefined;
    const failures = vault.failures + 1;
    return { ...vault, failures, not_before: now() + penalty(failures) * 1000 };
  });
  if (wait > 0) throw new WrongPin(wait);
  const raw = await unwrap(row, pin);
  if (!raw) throw new WrongPin(penalty(row.failures));
  await database.update("vault", ID, (vault) => ({ ...vault, failures: 0, not_before: 0 }));
  return { raw, row };
}

/** @param {Database} database @param {string} pin @param {() => number} [now] @returns {Promise<Vault>} */
export async function openVault(database, pin, now = Date.now) {
  const { raw, row } = await unlockKey(database, pin, now);
  return new Vault(await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]), await padKey(raw), row);
}

/**
 * The same data key under another PIN; a wrong old one costs time as anywhere. Rejects with `WrongPin`.
 * @param {Database} database @param {string} before @param {string} after @param {Parameters<typeof makeVault>[1]} device
 */
export async function changePin(database, before, after, device) {
  const { raw } = await unlockKey(database, before);
  const renewed = await makeVault(after, device, raw);
  await database.update("vault", ID, () => renewed);
}

/** @param {any} row @param {string} pin @returns {Promise<ArrayBuffer | null>} */
async function unwrap({ salt, rounds, iv, wrapped }, pin) {
  const key = await pinKey(pin, salt, rounds);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, wrapped).catch(() => null);
}

/** @param {ArrayBuffer} raw */
async function padKey(raw) {
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("mystery last words 1") };
  return crypto.subtle.deriveKey(how, material, { name: "AES-CTR", length: 256 }, false, ["encrypt"]);
}

/** The open vault. What it encrypts is bound to its place: a row that was moved or swapped does not open. */
export class Vault {
  /** @param {CryptoKey} key @param {CryptoKey} pads makes one-time pads @param {any} row */
  constructor(key, pads, row) {
    this.key = key;
    this.pads = pads;
    this.escrow = row.escrow;
  }

  /** @param {Uint8Array | ArrayBuffer} plain @param {string} place @returns {Promise<Sealed>} */
  async close(plain, place) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, ciphertext: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(place) }, this.key, plain) };
  }

  /** @param {Sealed} sealed @param {string} place @returns {Promise<ArrayBuffer>} */
  open({ iv, ciphertext }, place) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: utf8(place) }, this.key, ciphertext);
  }

  /** @param {any} value @param {string} place */
  closeJson(value, place) {
    return this.close(utf8(canonical(value)), place);
  }

  /** @param {Sealed} sealed @param {string} place @returns {Promise<any>} */
  async openJson(sealed, place) {
    return JSON.parse(textOf(await this.open(sealed, place)));
  }

  /** Random bytes that only this vault can make again: what is mixed with them is encrypted, without waiting. @param {Uint8Array} counter 16 bytes, never the same twice @param {number} size @returns {Promise<Uint8Array>} */
  async pad(counter, size) {
    return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CTR", counter, length: 64 }, this.pads, new Uint8Array(size)));
  }
}

/** Calls `onIdle` when nobody has touched the page for so long, also while it slept. Nothing else locks by itself. */
export class Watch {
  /** @param {() => void} onIdle @param {number} [idleMs] */
  constructor(onIdle, idleMs = 315_000) {
    this.touchedAt = Date.now();
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const touch = () => (this.touchedAt = Date.now());
    const look = () => {
      // A clock that was set back counts as a touch.
      this.touchedAt = Math.min(this.touchedAt, Date.now());
      if (Date.now() - this.touchedAt < idleMs) return;
      this.stop();
      onIdle();
    };
    for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touch, { signal, capture: true, passive: true });
    document.addEventListener("visibilitychange", look, { signal });
    this.timer = setInterval(look, Math.min(idleMs, 10_000));
  }

  stop() {
    clearInterval(this.timer);
    this.stopping.abort();
  }
}
