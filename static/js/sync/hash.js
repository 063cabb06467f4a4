/** @file SHA-256 of a file: the browser's own where it offers one, else ours. */

import { hex, sha256 } from "../interview/digest.js";

/** @param {ArrayBuffer} bytes @returns {Promise<string>} 64 hex digits */
export async function sha256Of(bytes) {
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle ? await subtle.digest("SHA-256", bytes) : sha256(new Uint8Array(bytes));
  return hex(new Uint8Array(digest));
}
