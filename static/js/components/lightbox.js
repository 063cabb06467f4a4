/** Photos open large in one dialog; arrow keys go through the photos of the page. Without it the link opens the picture. */

export function startLightbox() {
  const dialog = document.querySelector("[data-lightbox-dialog]");
  const links = [...document.querySelectorAll("a[data-lightbox]")].filter((link) => link instanceof HTMLAnchorElement);
  if (!(dialog instanceof HTMLDialogElement) || links.length === 0) return;
  const image = dialog.querySelector("[data-lightbox-image]");
  const caption = dialog.querySelector("[data-lightbox-caption]");
  let at = 0;

  /** @param {number} index */
  function show(index) {
    at = (index + links.length) % links.length;
    const text = links[at].dataset.lightbox ?? "";
    if (image instanceof HTMLImageElement) {
      image.src = links[at].href;
      image.alt = text;
    }
    if (caption) caption.textContent = `${text} (${at + 1} / ${links.length})`;
  }

  for (const [index, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  }
  dialog.querySelector("[data-lightbox-previous]")?.addEventListener("click", () => show(at - 1));
  dialog.querySelector("[data-lightbox-next]")?.addEventListener("click", () => show(at + 1));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
}
