/** @file Functions on places: points "lat lon alt accuracy", traces and shapes "point; point; …", on a sphere. */

import { EvaluationError } from "./failure.js";
import { NodeSet, toNumber, toText, words } from "./values.js";

/** @typedef {import("./values.js").Value} Value @typedef {{ lat: number, lon: number }} Point */

const EARTH_RADIUS_METRES = 6_378_100;
const METRES_PER_DEGREE = (2 * Math.PI * EARTH_RADIUS_METRES) / 360;
const radians = (/** @type {number} */ degrees) => degrees * (Math.PI / 180);

/** @param {Value[]} values @returns {Point[]} */
function points(values) {
  return values
    .flatMap((value) => (value instanceof NodeSet ? [...value] : [value]))
    .flatMap((value) => toText(value).split(";"))
    .map(words)
    .filter((numbers) => numbers.length > 0)
    .map(point);
}

/** @param {string[]} numbers @returns {Point} */
function point(numbers) {
  const [lat, lon] = [toNumber(numbers[0] ?? ""), toNumber(numbers[1] ?? "")];
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) throw new EvaluationError("EVALUATION_PLACE", { value: numbers.join(" ") });
  return { lat, lon };
}

/** Metres on a sphere, by the law of cosines as JavaRosa takes it. @param {Point} a @param {Point} b */
function between(a, b) {
  const [latA, latB, turn] = [radians(a.lat), radians(b.lat), radians(a.lon - b.lon)];
  const cosine = Math.sin(latA) * Math.sin(latB) + Math.cos(latA) * Math.cos(latB) * Math.cos(turn);
  return EARTH_RADIUS_METRES * Math.acos(Math.max(-1, Math.min(1, cosine)));
}

/** @template T @param {T[]} list @returns {[T, T][]} neighbours */
const pairs = (list) => list.slice(1).map((one, index) => [list[index], one]);

/** Square metres of a shape, flattened around its first corner. @param {Point[]} corners */
function areaOf(corners) {
  if (corners.length < 3) return 0;
  const [origin] = corners;
  const flat = corners.map((one) => [
    (one.lon - origin.lon) * METRES_PER_DEGREE * Math.cos(radians(one.lat)),
    (one.lat - origin.lat) * METRES_PER_DEGREE,
  ]);
  return Math.abs(pairs(flat).reduce((sum, [a, b]) => sum + (a[1] * b[0] - a[0] * b[1]), 0) / 2);
}

/** A ray from a point inside crosses the border an odd number of times. @param {Point | undefined} one @param {Point[]} corners */
function isInside(one, corners) {
  if (!one || corners.length < 3) return false;
  let inside = false;
  for (const [a, b] of pairs(corners)) {
    if (b.lat > one.lat === a.lat > one.lat) continue;
    const crossing = ((a.lon - b.lon) * (one.lat - b.lat)) / (a.lat - b.lat) + b.lon;
    if (one.lon < crossing) inside = !inside;
  }
  return inside;
}

/** @param {Point} a @param {Point} b @param {Point} c */
const side = (a, b, c) => (b.lat - a.lat) * (c.lon - a.lon) - (b.lon - a.lon) * (c.lat - a.lat);

/** Whether a trace or shape crosses itself. @param {Point[]} corners */
function crossesItself(corners) {
  const lines = pairs(corners);
  const isClosed = lines.length > 0 && same(lines[0][0], lines[lines.length - 1][1]);
  return lines.some(([a, b], index) => lines.some(([c, d], later) => {
    if (later < index + 2 || (isClosed && index === 0 && later === lines.length - 1)) return false;
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  }));
}

/** @param {Point} a @param {Point} b */
const same = (a, b) => a.lat === b.lat && a.lon === b.lon;

/** @type {Record<string, (args: Value[]) => Value>} */
export const functions = {
  area: ([shape]) => areaOf(points([shape])),
  distance: (args) => pairs(points(args)).reduce((metres, [a, b]) => metres + between(a, b), 0),
  geofence: ([place, shape]) => isInside(points([place])[0], points([shape])),
  intersects: ([trace]) => crossesItself(points([trace])),
};
