/** @file Records and files that only the office can open: ECDH P-256, HKDF, AES-256-GCM; signed by the device. The tablet itself cannot read them again. */

import { base64url, canonical, joined, utf8 } from "./bytes.js";
import { sha256Of } from "./hash.js";

/** @typedef {{ id: string, jwk: JsonWebKey }} PublicKey */
/** @typedef {{ submission: string, revision: number, device: string }} Named */

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const MAGIC = utf8("MYS1");
const FORMAT = "mystery-sealed-1";

/** @param {CryptoKey} privateKey @param {string | Uint8Array} what @returns {Promise<string>} raw r‖s as base64url */
export async function sign(privateKey, what) {
  return base64url(await crypto.subtle.sign(SIGNING, privateKey, typeof what === "string" ? utf8(what) : what));
}

/** An ephemeral key pair and the cipher key that it and the office's key agree on. @param {PublicKey} sealKey @param {string} salt @param {string} info */
async function agree(sealKey, salt, info) {
  const { subtle } = crypto;
  const pair = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await subtle.importKey("jwk", { kty: "EC", crv: "P-256", x: sealKey.jwk.x, y: sealKey.jwk.y }, CURVE, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const material = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: utf8(salt), info: utf8(info) };
  const key = await subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  return { key, ephemeral: new Uint8Array(await subtle.exportKey("raw", pair.publicKey)), iv: crypto.getRandomValues(new Uint8Array(12)) };
}

/** @param {{ key: CryptoKey, iv: Uint8Array }} agreed @param {Uint8Array} plain @param {string} bound */
async function encrypted({ key, iv }, plain, bound) {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(bound) }, key, plain));
}

/** @param {Named & Record<string, any>} record @param {PublicKey} sealKey @param {CryptoKey} privateKey of the device @returns {Promise<{ bytes: Uint8Array, sha256: string }>} the envelope and its hash */
export async function sealRecord(record, sealKey, privateKey) {
  const { submission, revision, device } = record;
  const agreed = await agree(sealKey, submission, "mystery record 1");
  const ciphertext = await encrypted(agreed, utf8(canonical(record)), [submission, revision, device, sealKey.id].join("\n"));
  const named = { format: FORMAT, submission, revision, device, key: sealKey.id };
  const sealed = { ...named, ephemeral: base64url(agreed.ephemeral), iv: base64url(agreed.iv), ciphertext: base64url(ciphertext) };
  const signature = await sign(privateKey, canonical(sealed));
  const bytes = utf8(canonical({ ...sealed, signature }));
  return { bytes, sha256: await sha256Of(bytes) };
}

/** The key of this tablet's drafts, which the office needs for a rescue file. @param {Uint8Array} raw @param {string} device @param {PublicKey} sealKey */
export async function sealDataKey(raw, device, sealKey) {
  const agreed = await agree(sealKey, device, "mystery escrow 1");
  const ciphertext = await encrypted(agreed, raw, [device, sealKey.id].join("\n"));
  return { key: sealKey.id, ephemeral: base64url(agreed.ephemeral), iv: base64url(agreed.iv), ciphertext: base64url(ciphertext) };
}

/** @param {Uint8Array} bytes @param {string} content their SHA-256 @param {PublicKey} sealKey @returns {Promise<{ bytes: Uint8Array, sha256: string }>} */
export async function sealFile(bytes, content, sealKey) {
  const agreed = await agree(sealKey, content, "mystery file 1");
  const ciphertext = await encrypted(agreed, joined(utf8(content), bytes), content);
  const sealed = joined(MAGIC, agreed.ephemeral, agreed.iv, ciphertext);
  return { bytes: sealed, sha256: await sha256Of(sealed) };
}
