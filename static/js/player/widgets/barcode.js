/** @file A barcode: by the camera where the browser reads codes, typed everywhere. */

import { h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { widget as text } from "./text.js";

const LOOK_EVERY_MS = 250;

/** @returns {any} the browser's reader, which not all have */
const reader = () => /** @type {any} */ (globalThis).BarcodeDetector;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const typed = text(view);
  const canScan = Boolean(reader() && navigator.mediaDevices);
  const scan = h("button", { type: "button", class: "button button-secondary", hidden: !canScan, on: { click: () => void look() } }, icon("camera"), h("span", {}));
  const status = h("p", { class: "widget-status", role: "status" });
  const video = h("video", { class: "barcode-video", muted: true, playsinline: true, hidden: true });
  /** @type {MediaStream | null} */
  let stream = null;

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = true;
    setText(scan.lastElementChild, t("Scan"));
  }

  async function look() {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return setText(status, t("The camera is not available. Please type the number."));
    }
    setText(scan.lastElementChild, t("Stop the camera"));
    setText(status, t("Hold the code in front of the camera."));
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    return search(new (reader())());
  }

  /** @param {any} detector */
  async function search(detector) {
    while (stream && view.element.isConnected) {
      const [code] = await detector.detect(video).catch(() => []);
      if (code) {
        view.answer(code.rawValue);
        setText(status, t("Read: {code}", { code: code.rawValue }));
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    stop();
  }

  return {
    ...typed,
    element: h("div", {}, h("div", { class: "widget-barcode" }, typed.element, scan), video, status),
    update: (slot, what) => {
      typed.update(slot, what);
      scan.disabled = view.locked;
      if (!stream) setText(scan.lastElementChild, t("Scan"));
    },
  };
}
