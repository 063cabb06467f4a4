/** @file Seals, signs and checks in Node what a tablet would. */

import { base64url, canonical, fromBase64 } from "../../static/js/sync/bytes.js";
import { pauseMs } from "../../static/js/sync/outbox.js";
import { isReceiptFor } from "../../static/js/sync/receipts.js";
import { sealDataKey, sealFile, sealRecord, sign } from "../../static/js/sync/seal.js";
import { isPin, penalty } from "../../static/js/sync/vault.js";
import { serve } from "./lines.mjs";

const { subtle } = crypto;
const SIGNING = { name: "ECDSA", namedCurve: "P-256" };

const ACTIONS = {
  canonical: ({ value }) => canonical(value),
  pauses: ({ failures, random }) => failures.map((each) => pauseMs(each, random)),
  penalties: ({ failures }) => failures.map(penalty),
  pins: ({ pins }) => pins.map(isPin),
  receipt: ({ receipt, envelope, keys }) => isReceiptFor(receipt, envelope, keys),
  seal: async ({ record, key }) => {
    const { publicKey, privateKey } = await subtle.generateKey(SIGNING, true, ["sign", "verify"]);
    const { bytes, sha256 } = await sealRecord(record, key, privateKey);
    return { envelope: base64url(bytes), sha256, jwk: await subtle.exportKey("jwk", publicKey) };
  },
  file: async ({ bytes, content, key }) => {
    const sealed = await sealFile(fromBase64(bytes), content, key);
    return { ...sealed, bytes: base64url(sealed.bytes) };
  },
  escrow: ({ raw, device, key }) => sealDataKey(fromBase64(raw), device, key),
  sign: async ({ text }) => {
    const { publicKey, privateKey } = await subtle.generateKey(SIGNING, false, ["sign", "verify"]);
    return { signature: await sign(privateKey, text), jwk: await subtle.exportKey("jwk", publicKey) };
  },
};

/** @param {any} request */
async function answer(request) {
  try {
    return { result: await ACTIONS[request.action](request) };
  } catch (error) {
    return { error: String(error), stack: error.stack };
  }
}

await serve(answer);
