/** @file A picture for each type of node. */

/** @type {Record<string, string>} */
const SIGNS = {
  section: "layers", group: "folder", repeat: "refresh-cw", note: "info", text: "pencil", barcode: "scroll-text",
  integer: "gauge", decimal: "gauge", range: "sliders-horizontal", date: "calendar", time: "clock", datetime: "calendar-clock",
  select_one: "circle-dot", select_multiple: "square-check", rank: "arrow-up-down", acknowledge: "check",
  image: "camera", audio: "mic", video: "video", file: "paperclip", signature: "signature",
  geopoint: "map-pin", geotrace: "route", geoshape: "map", timer: "timer", promise: "calendar-clock", calculate: "equal", hidden: "eye-off",
  start: "play", end: "flag", today: "calendar",
};

/** @param {string} type */
export const signOf = (type) => SIGNS[type] ?? "settings";
