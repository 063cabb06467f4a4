/** @file Pictures: made small enough to send, drawn without an address of their own. */

export const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

/** @param {HTMLCanvasElement} canvas @param {string} type @returns {Promise<ArrayBuffer>} */
export async function bytesOf(canvas, type) {
  const blob = await new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("the picture cannot be written"))), type, QUALITY);
  });
  return blob.arrayBuffer();
}

/** @param {ImageBitmap} bitmap @param {number} longest @param {HTMLCanvasElement} canvas */
function drawInto(bitmap, longest, canvas) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** A photo as JPEG, its longest side at most so many pixels; what the camera wrote beside the picture (place, device) does not survive. @param {Blob} file @param {number} longest @returns {Promise<ArrayBuffer>} */
export async function shrunk(file, longest) {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  drawInto(bitmap, longest, canvas);
  bitmap.close();
  return bytesOf(canvas, "image/jpeg");
}

/** @param {ArrayBuffer} bytes @param {HTMLCanvasElement} canvas @param {number} longest */
export async function preview(bytes, canvas, longest) {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  drawInto(bitmap, longest, canvas);
  bitmap.close();
}
