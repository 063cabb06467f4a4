/** @file The last words of a page that goes away: encrypted at once, by a pad made ahead, since nothing can be waited for. */

import { sha256 } from "../interview/digest.js";
import { base64, fromBase64, joined, textOf, utf8 } from "./bytes.js";

/** @typedef {import("./vault.js").Vault} Vault */

const PAD = 65_536;
const MAC = 32;

export class LastWords {
  /** @param {Vault} vault @param {string} place key in local storage */
  constructor(vault, place) {
    this.vault = vault;
    this.place = place;
    this.nonce = new Uint8Array();
    this.pad = new Uint8Array();
    this.used = 0;
  }

  /** A new pad; until it is there, nothing can be held. */
  async ready() {
    const nonce = crypto.getRandomValues(new Uint8Array(8));
    this.pad = await this.vault.pad(joined(nonce, new Uint8Array(8)), PAD);
    this.nonce = nonce;
    this.used = 0;
  }

  /** No byte of a pad is used twice. @param {string} text @returns {boolean} whether it is kept */
  hold(text) {
    const plain = utf8(text);
    const at = this.used;
    if (at + MAC + plain.length > this.pad.length) return false;
    this.used += MAC + plain.length;
    const { key, mixed } = mix(this.pad, at, plain);
    try {
      localStorage.setItem(this.place, JSON.stringify({ nonce: base64(this.nonce), at, mixed: base64(mixed), mac: base64(seal(key, this.place, mixed)) }));
    } catch {
      return false; // full or refused: the database remains
    }
    if (this.used > PAD / 2) void this.ready();
    return true;
  }

  /** @returns {Promise<string>} what was held; "" for nothing, or for what is not ours */
  async held() {
    try {
      const { nonce, at, mixed, mac } = JSON.parse(localStorage.getItem(this.place) ?? "");
      const bytes = fromBase64(mixed);
      const pad = await this.vault.pad(joined(fromBase64(nonce), new Uint8Array(8)), at + MAC + bytes.length);
      const { key, mixed: plain } = mix(pad, at, bytes);
      return base64(seal(key, this.place, bytes)) === mac ? textOf(plain) : "";
    } catch {
      return "";
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // refused: then nothing was ever kept there
    }
  }
}

/** @param {Uint8Array} pad @param {number} at @param {Uint8Array} bytes */
function mix(pad, at, bytes) {
  const stream = pad.subarray(at + MAC);
  return { key: pad.slice(at, at + MAC), mixed: bytes.map((byte, index) => byte ^ stream[index]) };
}

/** @param {Uint8Array} key used once @param {string} place @param {Uint8Array} bytes */
function seal(key, place, bytes) {
  return sha256(joined(key, sha256(joined(key, utf8(place), bytes))));
}
