/** @file Where the visits lie, drawn by ourselves: points to scale and a length to measure by. The list is its twin for those who cannot see it. */

import { distance, number } from "./formats.js";
import { t } from "../player/texts.js";

const SVG = "http://www.w3.org/2000/svg";
const KM_A_DEGREE = 111.2;
/** Drawn in the size in which it is seen, so that figures stay readable on a phone. */
const paper = () => (innerWidth < 600 ? { width: 360, height: 260, edge: 34 } : { width: 640, height: 300, edge: 46 });
let { width, height, edge } = paper();

/** @typedef {{ latitude: number, longitude: number }} Position */

/** @param {Position} a @param {Position} b @returns {number} kilometres as the crow flies */
export function kmBetween(a, b) {
  const rad = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [rad(b.latitude - a.latitude), rad(b.longitude - a.longitude)];
  const half = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(half));
}

/** @param {any} location @returns {boolean} */
export function isPlaced(location) {
  return Number.isFinite(location?.latitude) && Number.isFinite(location?.longitude);
}

/** @param {{ label: string, place: Position, isNext: boolean, isDone: boolean }[]} points numbered as in the list @param {Position | null} own @returns {Element} */
export function sketch(points, own) {
  ({ width, height, edge } = paper());
  const all = [...points.map((point) => point.place), ...(own ? [own] : [])];
  const scale = scaleFor(all);
  const drawing = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "sketch", role: "img", "aria-label": t("Where the visits lie; the list below says the same.") });
  drawing.append(...ground());
  if (own) drawing.append(here(scale.at(own)));
  drawing.append(...points.map((point, index) => mark(point, index + 1, scale.at(point.place))));
  drawing.append(...measure(scale.kmPerPixel));
  return drawing;
}

/** @param {Position[]} places */
function scaleFor(places) {
  const middle = (/** @type {number[]} */ values) => (Math.min(...values) + Math.max(...values)) / 2;
  const [lat0, lon0] = [middle(places.map((p) => p.latitude)), middle(places.map((p) => p.longitude))];
  const narrower = Math.cos((lat0 * Math.PI) / 180);
  const km = places.map((p) => ({ x: (p.longitude - lon0) * KM_A_DEGREE * narrower, y: (lat0 - p.latitude) * KM_A_DEGREE }));
  const reach = (/** @type {number[]} */ values, /** @type {number} */ room) => Math.max(...values.map(Math.abs), 0.25) / (room / 2 - edge);
  const kmPerPixel = Math.max(reach(km.map((p) => p.x), width), reach(km.map((p) => p.y), height));
  const at = (/** @type {Position} */ p) => ({
    x: width / 2 + ((p.longitude - lon0) * KM_A_DEGREE * narrower) / kmPerPixel,
    y: height / 2 + ((lat0 - p.latitude) * KM_A_DEGREE) / kmPerPixel,
  });
  return { kmPerPixel, at };
}

function* ground() {
  yield draw("rect", { width, height, class: "sketch-ground" });
  for (let x = 80; x < width; x += 80) yield draw("path", { d: `M${x} 0V${height}`, class: "sketch-grid" });
  for (let y = 60; y < height; y += 60) yield draw("path", { d: `M0 ${y}H${width}`, class: "sketch-grid" });
}

/** @param {{ isNext: boolean, isDone: boolean }} point @param {number} count @param {{ x: number, y: number }} at */
function mark({ isNext, isDone }, count, { x, y }) {
  const group = draw("g", { class: `sketch-point${isNext ? " sketch-next" : ""}${isDone ? " sketch-done" : ""}` });
  const words = draw("text", { x, y: y + 6, "text-anchor": "middle" });
  words.textContent = String(count);
  group.append(draw("circle", { cx: x, cy: y, r: isNext ? 20 : 16 }), words);
  return group;
}

/** @param {{ x: number, y: number }} at */
function here({ x, y }) {
  return draw("path", { d: `M${x} ${y - 34}L${x + 24} ${y + 20}L${x} ${y + 8}L${x - 24} ${y + 20}Z`, class: "sketch-here" });
}

/** @param {number} kmPerPixel */
function measure(kmPerPixel) {
  const most = kmPerPixel * (width / 4);
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
  const length = km / kmPerPixel;
  const words = draw("text", { x: 20, y: height - 26, class: "sketch-scale-words" });
  words.textContent = km < 1 ? `${number(km * 1000)} m` : `${number(km)} km`;
  return [draw("path", { d: `M20 ${height - 22}v8h${length.toFixed(1)}v-8`, class: "sketch-scale" }), words];
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Where the tablet is, roughly: rounded, asked for by a tap only, and kept nowhere. @returns {Promise<Position & { accuracy_m: number }>} */
export function whereAmI() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("no position here"));
    const round = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: round(coords.latitude), longitude: round(coords.longitude), accuracy_m: Math.max(100, Math.round(coords.accuracy)) }),
      reject,
      { enableHighAccuracy: false, timeout: 15_000, maximumAge: 120_000 },
    );
  });
}

/** @param {Position | null} own @param {any} location @returns {string} */
export function howFar(own, location) {
  return own && isPlaced(location) ? distance(kmBetween(own, location)) : "";
}
