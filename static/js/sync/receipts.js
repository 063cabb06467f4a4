/** @file Receipts: the server's signed word that it has exactly these bytes on its disk. Nothing else counts as one. */

import { canonical, fromBase64, utf8 } from "./bytes.js";

/** @typedef {{ submission: string, sha256: string, received_at: string, sequence: number, key: string, signature: string }} Receipt @typedef {import("./seal.js").PublicKey} PublicKey */

const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/** Whether the receipt is the installation's, and for this envelope. @param {any} receipt @param {{ submission: string, sha256: string }} envelope @param {PublicKey[]} keys @returns {Promise<boolean>} */
export async function isReceiptFor(receipt, { submission, sha256 }, keys) {
  if (receipt?.submission !== submission || receipt?.sha256 !== sha256) return false;
  const key = keys.find(({ id }) => id === receipt.key);
  return Boolean(key) && isSigned(receipt, /** @type {PublicKey} */ (key)).catch(() => false);
}

/** @param {Receipt} receipt @param {PublicKey} key */
async function isSigned({ signature, ...said }, { jwk }) {
  const key = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x: jwk.x, y: jwk.y }, CURVE, false, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64(signature), utf8(canonical(said)));
}
