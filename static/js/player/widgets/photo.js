/** @file A photo: camera in one tap, look at it, take it again. */

import { freshId, h, icon, setText } from "../dom.js";
import { t } from "../texts.js";
import { LONGEST_SIDE, preview, shrunk } from "./image.js";

const PREVIEW_PX = 640;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function photo(view) {
  const id = freshId("photo");
  const longest = Number(view.slot.node.parameters?.["max-pixels"]) || LONGEST_SIDE;
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", id, class: "file-input", ...view.bound, on: { change: take } });
  const words = h("span", {});
  const canvas = h("canvas", { class: "photo-preview", role: "img", hidden: true });
  const status = h("p", { class: "widget-status", role: "status" });
  const remove = h("button", { type: "button", class: "button button-quiet", on: { click: () => view.answer(null) } }, icon("trash-2"), h("span", {}));
  let shown = "";

  async function take() {
    const [file] = input.files ?? [];
    if (!file) return;
    setText(status, t("Saving the photo …"));
    try {
      const bytes = await shrunk(file, longest);
      view.answer(await view.player.keepFile(bytes, `${view.slot.node.name}.jpg`, "image/jpeg"));
    } catch {
      setText(status, t("The photo could not be saved. Please take it again."));
    }
    input.value = "";
  }

  /** @param {string} sha256 */
  async function show(sha256) {
    const bytes = await view.player.loadFile(sha256);
    if (shown !== sha256 || !bytes) return;
    await preview(bytes, canvas, PREVIEW_PX);
    canvas.hidden = false;
  }

  return {
    element: h("div", { class: "widget-photo" }, canvas, h("div", { class: "row" }, input, h("label", { for: id, class: "button button-primary button-large" }, icon("camera"), words), remove), status),
    update: (slot) => {
      const file = /** @type {any} */ (slot.missing ? "" : slot.value);
      const sha256 = file?.sha256 ?? "";
      setText(words, sha256 ? t("Take it again") : t("Take a photo"));
      setText(remove.lastElementChild, t("Remove"));
      remove.hidden = !sha256 || view.locked;
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
