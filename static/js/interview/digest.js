/** @file MD5, SHA-1 and SHA-2 without waiting: expressions cannot await the browser's own. */

/** @typedef {Uint8Array} Bytes */

const rotateLeft = (/** @type {number} */ word, /** @type {number} */ bits) => (word << bits) | (word >>> (32 - bits));

/** Message, 0x80, zeros, length in bits. @param {Bytes} bytes @param {boolean} littleEndian */
function padded(bytes, littleEndian) {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const view = new DataView(new ArrayBuffer(size));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  const low = (bytes.length * 8) >>> 0;
  const high = Math.floor(bytes.length / 0x20000000);
  view.setUint32(size - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(size - 4, littleEndian ? high : low, littleEndian);
  return view;
}

/** @param {number[]} words @param {boolean} littleEndian */
function bytesOf(words, littleEndian) {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, index) => view.setUint32(index * 4, word >>> 0, littleEndian));
  return new Uint8Array(view.buffer);
}

/** The first 32 bits of the fractional part of a number. @param {number} number */
const fraction = (number) => Math.floor((number - Math.floor(number)) * 0x100000000) >>> 0;

/** @param {number} count */
function primes(count) {
  const found = [2];
  for (let next = 3; found.length < count; next += 2) {
    if (found.every((prime) => next % prime)) found.push(next);
  }
  return found;
}

const SHA256_START = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const SHA256_ROUNDS = primes(64).map((prime) => fraction(Math.cbrt(prime)));

/** @param {Bytes} bytes @returns {Bytes} */
export function sha256(bytes) {
  const data = padded(bytes, false);
  const hash = [...SHA256_START];
  const words = new Int32Array(64);
  for (let at = 0; at < data.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = data.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [words[i - 15], words[i - 2]];
      const s0 = rotateLeft(x, 25) ^ rotateLeft(x, 14) ^ (x >>> 3);
      const s1 = rotateLeft(y, 15) ^ rotateLeft(y, 13) ^ (y >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const s1 = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA256_ROUNDS[i] + words[i]) | 0;
      const s0 = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => { hash[index] = (hash[index] + word) | 0; });
  }
  return bytesOf(hash, false);
}

/** @param {Bytes} bytes @returns {Bytes} */
function sha1(bytes) {
  const data = padded(bytes, false);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let at = 0; at < data.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = data.getInt32(at + i * 4);
    for (let i = 16; i < 80; i++) words[i] = rotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    let [a, b, c, d, e] = hash;
    for (let i = 0; i < 80; i++) {
      const [mixed, constant] = i < 20 ? [(b & c) | (~b & d), 0x5a827999]
        : i < 40 ? [b ^ c ^ d, 0x6ed9eba1]
          : i < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotateLeft(a, 5) + mixed + e + constant + words[i]) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, index) => { hash[index] = (hash[index] + word) | 0; });
  }
  return bytesOf(hash, false);
}

const WORD = (1n << 64n) - 1n;

/** The first 64 bits of the fractional part of an n-th root, exactly. @param {bigint} number @param {bigint} power 2 or 3 */
function rootFraction(number, power) {
  const target = number << (64n * power);
  let low = 0n;
  for (let bit = 1n << 69n; bit; bit >>= 1n) if ((low | bit) ** power <= target) low |= bit;
  return low & WORD;
}

/** @type {bigint[]} */
let rounds512 = [];

/** @param {Bytes} bytes @param {number} first the prime (counted from 1) whose root starts the state @param {number} words of the result @returns {Bytes} */
function sha2Of64(bytes, first, words) {
  if (!rounds512.length) rounds512 = primes(80).map((prime) => rootFraction(BigInt(prime), 3n));
  const size = Math.ceil((bytes.length + 17) / 128) * 128;
  const data = new DataView(new ArrayBuffer(size));
  new Uint8Array(data.buffer).set(bytes);
  data.setUint8(bytes.length, 0x80);
  data.setBigUint64(size - 8, BigInt(bytes.length) * 8n);
  const hash = primes(first + 7).slice(first - 1).map((prime) => rootFraction(BigInt(prime), 2n));
  for (let at = 0; at < size; at += 128) block512(data, at, hash);
  const result = new DataView(new ArrayBuffer(words * 8));
  for (let i = 0; i < words; i++) result.setBigUint64(i * 8, hash[i]);
  return new Uint8Array(result.buffer);
}

const right64 = (/** @type {bigint} */ word, /** @type {bigint} */ bits) => ((word >> bits) | (word << (64n - bits))) & WORD;

/** @param {DataView} data @param {number} at @param {bigint[]} hash */
function block512(data, at, hash) {
  const words = Array.from({ length: 16 }, (_, i) => data.getBigUint64(at + i * 8));
  for (let i = 16; i < 80; i++) {
    const [x, y] = [words[i - 15], words[i - 2]];
    const s0 = right64(x, 1n) ^ right64(x, 8n) ^ (x >> 7n);
    const s1 = right64(y, 19n) ^ right64(y, 61n) ^ (y >> 6n);
    words.push((words[i - 16] + s0 + words[i - 7] + s1) & WORD);
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 80; i++) {
    const s1 = right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n);
    const t1 = h + s1 + ((e & f) ^ (~e & WORD & g)) + rounds512[i] + words[i];
    const s0 = right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & WORD, c, b, a, (t1 + t2) & WORD];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => { hash[index] = (hash[index] + word) & WORD; });
}

const MD5_SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/** @param {Bytes} bytes @returns {Bytes} */
function md5(bytes) {
  const data = padded(bytes, true);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < data.byteLength; at += 64) {
    let [a, b, c, d] = hash;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const [mixed, word] = round === 0 ? [(b & c) | (~b & d), i]
        : round === 1 ? [(d & b) | (~d & c), (5 * i + 1) % 16]
          : round === 2 ? [b ^ c ^ d, (3 * i + 5) % 16] : [c ^ (b | ~d), (7 * i) % 16];
      const constant = Math.floor(Math.abs(Math.sin(i + 1)) * 0x100000000) | 0;
      const sum = (a + mixed + constant + data.getInt32(at + word * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, MD5_SHIFTS[round][i % 4])) | 0];
    }
    [a, b, c, d].forEach((word, index) => { hash[index] = (hash[index] + word) | 0; });
  }
  return bytesOf(hash, true);
}

/** @param {Bytes} bytes @returns {Bytes} */
export const sha512 = (bytes) => sha2Of64(bytes, 1, 8);

/** @type {Record<string, (bytes: Bytes) => Bytes>} */
const ALGORITHMS = { md5, "sha-1": sha1, "sha-256": sha256, "sha-384": (bytes) => sha2Of64(bytes, 9, 6), "sha-512": sha512 };

/** @param {Bytes} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const isAlgorithm = (/** @type {string} */ name) => Object.hasOwn(ALGORITHMS, name);

/** @param {string} text @param {string} algorithm a known one @param {string} encoding `base64` or `hex` @returns {string | null} null for an unknown encoding */
export function digest(text, algorithm, encoding) {
  if (encoding !== "hex" && encoding !== "base64") return null;
  const bytes = ALGORITHMS[algorithm](new TextEncoder().encode(text));
  return encoding === "hex" ? hex(bytes) : btoa(String.fromCharCode(...bytes));
}
