/** @file Random numbers that Python and JavaScript draw alike: Park-Miller, exact in doubles, as JavaRosa shuffles. */

const MODULUS = 2_147_483_647;
const FACTOR = 16_807;

export class ParkMiller {
  /** @param {number} seed any finite number */
  constructor(seed) {
    const whole = Number.isFinite(seed) ? Math.trunc(seed) % MODULUS : 0;
    this.state = whole <= 0 ? whole + (MODULUS - 1) : whole;
  }

  /** The next number in [0, 1). */
  next() {
    this.state = (this.state * FACTOR) % MODULUS;
    return (this.state - 1) / (MODULUS - 1);
  }
}

/** FNV-1a over UTF-8 bytes, 32 bits: gives every place of a form a seed of its own. @param {string} text */
export function hash32(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** A shuffled copy: Fisher and Yates inside out, so that a seed orders a list as it does in ODK Collect. @template T @param {readonly T[]} list @param {number} seed @returns {T[]} */
export function shuffled(list, seed) {
  const random = new ParkMiller(seed);
  const copy = [...list];
  list.forEach((item, place) => {
    const other = Math.floor(random.next() * (place + 1));
    copy[place] = copy[other];
    copy[other] = item;
  });
  return copy;
}
