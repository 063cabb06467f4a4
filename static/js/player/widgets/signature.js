/** @file A signature: drawn with finger, pen or mouse, or a name typed in. */

import { h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { bytesOf, preview } from "./image.js";

const [WIDTH, HEIGHT] = [800, 280];
/** A stroke that is followed by none for so long is the end of the signature. */
const PAUSE_MS = 900;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const canvas = h("canvas", { class: "signature-pad", width: WIDTH, height: HEIGHT, role: "img" });
  const pen = canvas.getContext("2d");
  const name = h("input", { type: "text", class: "input", autocomplete: "name", on: { change: typeName } });
  const status = h("p", { class: "widget-status", role: "status" });
  const clear = h("button", { type: "button", class: "button button-quiet", on: { click: wipe } }, icon("rotate-ccw"), h("span", {}));
  const label = h("span", {});
  let drawing = false;
  let shown = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pending;

  /** @param {PointerEvent} event @returns {[number, number]} */
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };

  canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (view.locked) return;
    event.preventDefault();
    clearTimeout(pending);
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    if (!shown && !canvas.hasAttribute("data-ink")) blank();
    canvas.setAttribute("data-ink", "");
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!drawing) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(...at(one));
    pen.stroke();
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(kind, () => {
      if (!drawing) return;
      drawing = false;
      pending = setTimeout(() => void view.player.journal.keep(keep()), PAUSE_MS);
    });
  }

  /** Black on white in every theme: the picture is a document. */
  function blank() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    Object.assign(pen, { lineWidth: 3.5, lineCap: "round", lineJoin: "round", strokeStyle: "#101010", fillStyle: "#101010" });
  }

  async function keep() {
    clearTimeout(pending);
    pending = undefined;
    try {
      const file = await view.player.keepFile(await bytesOf(canvas, "image/png"), `${view.slot.node.name}.png`, "image/png");
      shown = file.sha256;
      view.answer(file);
    } catch {
      setText(status, t("The signature could not be saved. Please sign again."));
    }
  }

  function typeName() {
    if (!name.value.trim() || view.locked) return;
    blank();
    pen.font = "italic 72px cursive";
    pen.textBaseline = "middle";
    pen.fillText(name.value.trim(), 32, HEIGHT / 2, WIDTH - 64);
    canvas.setAttribute("data-ink", "");
    void view.player.journal.keep(keep());
  }

  function wipe() {
    clearTimeout(pending);
    name.value = "";
    view.answer(null);
    empty();
  }

  function empty() {
    shown = "";
    canvas.removeAttribute("data-ink");
    blank();
  }

  /** @param {string} sha256 */
  async function show(sha256) {
    const bytes = await view.player.loadFile(sha256);
    if (!bytes || shown !== sha256) return;
    await preview(bytes, canvas, WIDTH);
    Object.assign(pen, { lineWidth: 3.5, lineCap: "round", lineJoin: "round", strokeStyle: "#101010" });
    canvas.setAttribute("data-ink", "");
  }

  blank();
  return {
    element: h("div", { class: "widget-signature" }, canvas, h("div", { class: "row" }, h("label", { class: "signature-name" }, label, name), clear), status),
    update: (slot) => {
      const file = /** @type {any} */ (slot.missing ? "" : slot.value);
      const sha256 = file?.sha256 ?? "";
      setText(label, t("Or type the name"));
      setText(clear.lastElementChild, t("Clear"));
      canvas.setAttribute("aria-label", sha256 ? t("Signature, given") : t("Field for the signature"));
      clear.hidden = view.locked || !sha256;
      name.disabled = view.locked;
      setText(status, sha256 ? t("Signature saved on this device") : "");
      if (sha256 === shown) return;
      if (!sha256) return empty();
      shown = sha256;
      void show(sha256);
    },
    focus: () => name.focus(),
    settle: () => { if (pending !== undefined) void view.player.journal.keep(keep()); },
  };
}
