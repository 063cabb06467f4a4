/** @file SHA-256 of a file: the browser's own where it offers one, else ours. */

/** Only pages without encryption lack the browser's own; they fetch ours at once, since later there may be no network. */
const subtle = globalThis.crypto?.subtle;
const own = subtle ? null : await import("../interview/digest.js");

/** @param {ArrayBuffer} bytes @returns {Promise<string>} 64 hex digits */
export async function sha256Of(bytes) {
  const digest = own ? own.sha256(new Uint8Array(bytes)) : await subtle.digest("SHA-256", bytes);
  return hex(new Uint8Array(digest));
}

/** @param {Uint8Array} bytes @returns {string} */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
