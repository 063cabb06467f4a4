/** @file Checks Ed25519 signatures (RFC 8032, 5.1) with whole numbers. Nothing here is secret, so time may vary. */

import { sha512 } from "./digest.js";

/** X, Y, Z, T of a point of the curve: x = X / Z, y = Y / Z, x y = T / Z. @typedef {[bigint, bigint, bigint, bigint]} Point */

export const SIGNATURE_BYTES = 64;
export const KEY_BYTES = 32;
const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The remainder that is not negative. @param {bigint} number */
const modulo = (number) => ((number % P) + P) % P;

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** @param {bigint} number */
const inverse = (number) => power(number, P - 2n);

const D = modulo(-121665n * inverse(121666n));
/** @type {Point} */
const NEUTRAL = [0n, 1n, 1n, 0n];
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** @param {Uint8Array} bytes the lowest byte first */
const numberOf = (bytes) => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);

/** The point with this y whose x is odd or not, if there is one. @param {bigint} y @param {bigint} odd 0 or 1 @returns {Point | null} */
function pointAt(y, odd) {
  const square = modulo((y * y - 1n) * inverse(modulo(D * y * y + 1n)));
  let x = power(square, (P + 3n) / 8n);
  if ((x * x) % P !== square) x = (x * ROOT_OF_MINUS_ONE) % P;
  if (y >= P || (x * x) % P !== square || (odd && !x)) return null;
  if (x % 2n !== odd) x = P - x;
  return [x, y, 1n, (x * y) % P];
}

/** @param {Uint8Array} code 32 bytes: y and, as the highest bit, whether x is odd */
function decoded(code) {
  const number = numberOf(code);
  return pointAt(number & ((1n << 255n) - 1n), number >> 255n);
}

/** Holds for any two points, also for a point and itself. @param {Point} one @param {Point} other @returns {Point} */
function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const [low, high] = [(y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)];
  const [product, scale] = [2n * D * t1 * t2, 2n * z1 * z2];
  const [e, f, g, h] = [high - low, scale - product, scale + product, high + low].map((number) => number % P);
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
}

/** @param {bigint} factor @param {Point} point @returns {Point} */
function times(factor, point) {
  let found = NEUTRAL;
  for (const digit of factor.toString(2)) {
    found = sum(found, found);
    if (digit === "1") found = sum(found, point);
  }
  return found;
}

/** @param {Point} one @param {Point} other */
const same = ([x1, y1, z1], [x2, y2, z2]) => (x1 * z2 - x2 * z1) % P === 0n && (y1 * z2 - y2 * z1) % P === 0n;

const BASE = /** @type {Point} */ (pointAt(modulo(4n * inverse(5n)), 0n));

/** Whether a signature is that of a message by the owner of a public key. Both sides are compared times eight, as RFC 8032 writes the check; keys that vanish times eight, with which everybody could sign, are refused. @param {Uint8Array} message @param {Uint8Array} signature 64 bytes @param {Uint8Array} key 32 bytes */
export function isSigned(message, signature, key) {
  const start = signature.subarray(0, 32);
  const [owner, commitment, response] = [decoded(key), decoded(start), numberOf(signature.subarray(32))];
  if (!owner || !commitment || response >= ORDER || same(times(8n, owner), NEUTRAL)) return false;
  const challenge = numberOf(sha512(Uint8Array.of(...start, ...key, ...message))) % ORDER;
  const claimed = sum(commitment, times(challenge, owner));
  return same(times(8n * response, BASE), times(8n, claimed));
}
