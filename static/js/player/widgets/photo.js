/** @file A photo: camera in one tap, look at it, take it again, cover who is in it. */

import { freshId, h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { coverIn } from "./cover.js";
import { LONGEST_SIDE, preview, shrunk } from "./image.js";

const PREVIEW_PX = 640;
/** The print on a receipt is small. */
const RECEIPT_PX = 2400;
/** What makes a picture usable, by appearance. @type {Record<string, () => string>} */
const ADVICE = {
  receipt: () => t("The whole receipt, flat and from above: shop, date and total must be readable."),
  facade: () => t("From across the street: the whole front, with name and house number readable, without people."),
};

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { journal } = view.player;
  const id = freshId("photo");
  const looks = (view.slot.node.appearance ?? "").split(/\s+/);
  const longest = Number(view.slot.node.parameters?.["max-pixels"]) || (looks.includes("receipt") ? RECEIPT_PX : LONGEST_SIDE);
  const advised = ADVICE[looks.find((/** @type {string} */ look) => look in ADVICE) ?? ""];
  const advice = h("p", { class: "photo-advice", hidden: !advised });
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", id, class: "file-input", ...view.bound, on: { change: () => void journal.keep(take()) } });
  const words = h("span", {});
  const canvas = h("canvas", { class: "photo-preview", role: "img", hidden: true });
  const status = h("p", { class: "widget-status", role: "status" });
  const remove = h("button", { type: "button", class: "button button-quiet", on: { click: () => void drop() } }, icon("trash-2"), h("span", {}));
  const cover = h("button", { type: "button", class: "button button-secondary", on: { click: () => void hide() } }, icon("eye-off"), h("span", {}));
  let shown = "";

  async function take() {
    const [file] = input.files ?? [];
    if (!file) return;
    setText(status, t("Saving the photo …"));
    try {
      await keep(await shrunk(file, longest));
    } catch {
      setText(status, t("The photo could not be saved. Please take it again."));
    }
    input.value = "";
  }

  /** Nothing is sent before the page is left, and of a picture that is covered meanwhile nothing ever. @param {ArrayBuffer} bytes */
  async function keep(bytes) {
    const before = shown;
    const file = await view.player.keepFile(bytes, `${view.slot.node.name}.jpg`, "image/jpeg", { held: view.player.pageKey === view.slot.node.section });
    view.answer(file);
    if (before && before !== file.sha256) await journal.dropHeld(before);
  }

  async function drop() {
    const before = shown;
    view.answer(null);
    if (before) await journal.dropHeld(before);
  }

  async function hide() {
    const bytes = await view.player.loadFile(shown);
    if (bytes) await coverIn(view.player.frame, bytes, (covered) => void journal.keep(keep(covered)).catch(() => setText(status, t("The photo could not be saved. Please take it again."))));
  }

  /** @param {string} sha256 */
  async function show(sha256) {
    const bytes = await view.player.loadFile(sha256);
    if (shown !== sha256 || !bytes) return;
    await preview(bytes, canvas, PREVIEW_PX);
    canvas.hidden = false;
  }

  return {
    element: h("div", { class: "widget-photo" }, advice, canvas, h("div", { class: "row" }, input, h("label", { for: id, class: "button button-primary button-large" }, icon("camera"), words), cover, remove), status),
    update: (slot) => {
      const file = /** @type {any} */ (slot.missing ? "" : slot.value);
      const sha256 = file?.sha256 ?? "";
      setText(words, sha256 ? t("Take it again") : t("Take a photo"));
      setText(remove.lastElementChild, t("Remove"));
      setText(cover.lastElementChild, t("Cover faces"));
      setText(advice, advised?.() ?? "");
      cover.hidden = remove.hidden = !sha256 || view.locked;
      input.disabled = view.locked;
      canvas.setAttribute("aria-label", t("The photo taken"));
      if (sha256 === shown) return;
      shown = sha256;
      canvas.hidden = true;
      setText(status, sha256 ? t("Saved on this device, {size} KB", { size: Math.max(1, Math.round(file.size / 1024)) }) : "");
      if (sha256) void show(sha256);
    },
    focus: () => input.focus(),
  };
}
