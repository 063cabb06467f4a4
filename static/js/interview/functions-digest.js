/** @file Functions on encoded text: digests and base64. */

import { digest } from "./digest.js";
import { EvaluationError } from "./failure.js";
import { BLANK, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value */

/** @param {string} text base64 of UTF-8 text */
function decodeBase64(text) {
  const plain = text.replace(/[ \t\r\n]/g, "");
  if (plain.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return BLANK;
  const bytes = Uint8Array.from(atob(plain), (one) => one.charCodeAt(0));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** @type {Record<string, (args: Value[]) => Value>} */
export const DIGEST_FUNCTIONS = {
  digest: ([value, algorithm, encoding]) => {
    const found = digest(toText(value), toText(algorithm).toLowerCase(), encoding === undefined ? "base64" : toText(encoding).toLowerCase());
    if (found === null) throw new EvaluationError("EVALUATION_DIGEST", { algorithm: toText(algorithm) });
    return found;
  },
  "base64-decode": ([value]) => decodeBase64(toText(value)),
};
