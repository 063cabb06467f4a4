/** @file Bytes as text and text as bytes: UTF-8, base64url, and the one JSON that two programs write alike. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
/** `String.fromCharCode` takes so many arguments on every browser. */
const STRIDE = 0x8000;

/** @param {string} text @returns {Uint8Array} */
export const utf8 = (text) => encoder.encode(text);

/** @param {BufferSource} bytes @returns {string} */
export const textOf = (bytes) => decoder.decode(bytes);

/** @param {ArrayBuffer | Uint8Array} bytes @returns {string} */
export function base64(bytes) {
  const all = new Uint8Array(bytes);
  let binary = "";
  for (let at = 0; at < all.length; at += STRIDE) binary += String.fromCharCode(...all.subarray(at, at + STRIDE));
  return btoa(binary);
}

/** Without padding, for addresses and headers. @param {ArrayBuffer | Uint8Array} bytes @returns {string} */
export const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Of either alphabet. @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** @param {(ArrayBuffer | Uint8Array)[]} parts @returns {Uint8Array} */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return all;
}

/**
 * Keys in the order of their code points, no blanks, nothing escaped but what JSON demands; what JSON cannot say is left out.
 * @param {any} value @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each === undefined ? null : each)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Code units would put the letters beyond the first plane before some of the first one. @param {string} a @param {string} b */
function byCodePoint(a, b) {
  const [ours, theirs] = [[...a], [...b]];
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const difference = /** @type {number} */ (ours[at].codePointAt(0)) - /** @type {number} */ (theirs[at].codePointAt(0));
    if (difference) return difference;
  }
  return ours.length - theirs.length;
}
