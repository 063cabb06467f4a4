/** @file Functions on places: lists of "lat lon alt acc" points, on a sphere. */

import { NodeSet, toText } from "./values.js";

/** @typedef {import("./values.js").Value} Value */

const EARTH_RADIUS_METRES = 6_378_100;
const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;

/** @param {Value[]} args points, traces ("p; p; p") or node-sets of them @returns {{lat: number, lon: number}[]} */
function points(args) {
  return args
    .flatMap((arg) => (arg instanceof NodeSet ? [...arg] : [arg]))
    .flatMap((arg) => toText(arg).split(";"))
    .map((text) => text.trim().split(/\s+/).map(Number))
    .filter((numbers) => numbers.length >= 2 && Number.isFinite(numbers[0]) && Number.isFinite(numbers[1]))
    .map(([lat, lon]) => ({ lat, lon }));
}

/** Haversine, metres. @param {{lat: number, lon: number}} a @param {{lat: number, lon: number}} b */
function between(a, b) {
  const height = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const width = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const chord = height + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * width;
  return 2 * EARTH_RADIUS_METRES * Math.atan2(Math.sqrt(chord), Math.sqrt(1 - chord));
}

/** Square metres of a polygon, flattened around its first corner. @param {{lat: number, lon: number}[]} corners */
function areaOf(corners) {
  if (corners.length < 3) return 0;
  const perDegree = (2 * Math.PI * EARTH_RADIUS_METRES) / 360;
  const flat = corners.map((one) => ({
    x: (one.lon - corners[0].lon) * perDegree * Math.cos(radians(one.lat)),
    y: (one.lat - corners[0].lat) * perDegree,
  }));
  let twice = 0;
  for (let index = 1; index < flat.length; index++) {
    twice += flat[index - 1].y * flat[index].x - flat[index - 1].x * flat[index].y;
  }
  return Math.abs(twice / 2);
}

/** @type {Record<string, (args: Value[]) => Value>} */
export const GEO_FUNCTIONS = {
  area: (args) => areaOf(points(args)),
  distance: (args) => {
    const all = points(args);
    let metres = 0;
    for (let index = 1; index < all.length; index++) metres += between(all[index - 1], all[index]);
    return metres;
  },
};
