/** @file Functions on encoded text: digests, base64, signatures. */

import { digest, isAlgorithm } from "./digest.js";
import { KEY_BYTES, SIGNATURE_BYTES, isSigned } from "./ed25519.js";
import { EvaluationError } from "./failure.js";
import { BLANK, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value */

/** @param {string} text base64 @returns {Uint8Array | null} */
function decodeBase64(text) {
  const plain = text.replace(/[ \t\r\n]/g, "");
  if (plain.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return null;
  return Uint8Array.from(atob(plain), (one) => one.charCodeAt(0));
}

/** @param {Uint8Array | null} bytes of UTF-8 text */
const decodeText = (bytes) => (bytes ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) : BLANK);

const MOST_KNOWN = 500;
/** @type {Map<string, Value>} */
const extracted = new Map();

/** Formulas are computed often, signatures slowly; so what was found is kept. @param {string} signed @param {string} key */
function extractSigned(signed, key) {
  const question = JSON.stringify([signed, key]);
  if (extracted.size >= MOST_KNOWN) extracted.clear();
  if (!extracted.has(question)) extracted.set(question, messageOf(decodeBase64(signed), decodeBase64(key)));
  return /** @type {Value} */ (extracted.get(question));
}

/** The text behind a signature; blank if it is not the key's. @param {Uint8Array | null} signed @param {Uint8Array | null} key as in JavaRosa, what follows its 32 bytes is not read */
function messageOf(signed, key) {
  if (!signed || !key || signed.length < SIGNATURE_BYTES || key.length < KEY_BYTES) return BLANK;
  const message = signed.subarray(SIGNATURE_BYTES);
  const holds = isSigned(message, signed.subarray(0, SIGNATURE_BYTES), key.subarray(0, KEY_BYTES));
  return holds ? decodeText(message) : BLANK;
}

/** @type {Record<string, (args: Value[]) => Value>} */
export const functions = {
  digest: ([value, algorithm, encoding]) => {
    const name = toText(algorithm).toLowerCase();
    if (!isAlgorithm(name)) throw new EvaluationError("EVALUATION_DIGEST", { algorithm: toText(algorithm) });
    const found = digest(toText(value), name, encoding === undefined ? "base64" : toText(encoding).toLowerCase());
    if (found === null) throw new EvaluationError("EVALUATION_DIGEST", { algorithm: toText(encoding) });
    return found;
  },
  "base64-decode": ([value]) => decodeText(decodeBase64(toText(value))),
  "extract-signed": ([value, key]) => extractSigned(toText(value), toText(key)),
};
