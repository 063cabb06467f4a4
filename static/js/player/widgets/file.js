/** @file Sound, film or any file: chosen or recorded by the device's own app, kept as it is. */

import { freshId, h, icon, setText } from "../dom.js";
import { recording } from "../media.js";
import { numberIn, t } from "../texts.js";

/** @type {Record<string, { accept: string, capture?: string, sign: string }>} */
const KINDS = {
  audio: { accept: "audio/*", capture: "user", sign: "mic" },
  video: { accept: "video/*", capture: "environment", sign: "play" },
  file: { accept: "", sign: "paperclip" },
};

const MEGABYTE = 1024 * 1024;
/** What the server takes; `parameters: max-size=…` asks for less. */
const MOST_MEGABYTES = 32;

/** @param {import("./registry.js").ItemView} view @returns {import("./registry.js").Widget} */
export function widget(view) {
  const { accept, capture, sign } = KINDS[view.slot.node.type] ?? KINDS.file;
  const id = freshId("file");
  const most = Number(view.slot.node.parameters?.["max-size"]) || MOST_MEGABYTES;
  const input = h("input", { type: "file", accept, capture, id, class: "file-input", ...view.bound, on: { change: () => void view.player.journal.keep(take()) } });
  const words = h("span", {});
  const status = h("p", { class: "widget-status", role: "status" });
  const playback = h("div", { class: "file-playback", hidden: true });
  let shown = "";
  let address = "";
  const remove = h("button", { type: "button", class: "button button-quiet", on: { click: () => view.answer(null) } }, icon("trash-2"), h("span", {}));

  async function take() {
    const [file] = input.files ?? [];
    if (!file) return;
    if (file.size > most * MEGABYTE) {
      input.value = "";
      return setText(status, t("This file has {size} MB; at most {most} MB can be sent.", { size: numberIn(file.size / MEGABYTE), most }));
    }
    setText(status, t("Saving the file …"));
    try {
      view.answer(await view.player.keepFile(await file.arrayBuffer(), file.name, file.type || "application/octet-stream"));
    } catch {
      setText(status, t("The file could not be saved. Is there enough space on the device?"));
    }
    input.value = "";
    return undefined;
  }

  /** What was recorded can be heard and seen at once, from the bytes on this device. @param {{ sha256: string, name: string, type: string } | undefined} file */
  async function show(file) {
    URL.revokeObjectURL(address);
    address = "";
    playback.hidden = true;
    const bytes = file && (await view.player.loadFile(file.sha256).catch(() => undefined));
    if (!file || !bytes || shown !== file.sha256) return;
    address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    const kind = /** @type {"audio" | "video" | undefined} */ (/^(audio|video)\//.exec(file.type)?.[1]);
    const part = kind ? recording(kind, address, view.bound) : h("a", { class: "button button-quiet", href: address, download: file.name }, icon("download"), t("Open the file"));
    part.addEventListener("error", () => (playback.hidden = true));
    playback.replaceChildren(part);
    playback.hidden = false;
  }

  return {
    element: h("div", { class: "widget-file" }, playback, h("div", { class: "row" }, input, h("label", { for: id, class: "button button-secondary" }, icon(sign), words), remove), status),
    update: (slot) => {
      const file = /** @type {any} */ (slot.missing ? "" : slot.value);
      const isThere = Boolean(file);
      if ((file?.sha256 ?? "") !== shown) {
        shown = file?.sha256 ?? "";
        void show(file || undefined);
      }
      setText(words, isThere ? t("Choose another file") : t("Choose a file"));
      setText(remove.lastElementChild, t("Remove"));
      remove.hidden = !isThere || view.locked;
      input.disabled = view.locked;
      setText(status, isThere ? `${file.name ?? file}${file.size ? ` · ${Math.max(1, Math.round(file.size / 1024))} KB` : ""}` : "");
    },
    focus: () => input.focus(),
  };
}
