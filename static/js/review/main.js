/** A report under review by keys: a approve, q ask back, r reject, n next, p previous, f next flag. They can be switched off. */

const REMEMBERED = "mystery.review.keys";
const page = document.querySelector("[data-review]");

if (page instanceof HTMLElement) {
  startKeys(page);
  startQuestions(page);
}

/** @param {HTMLElement} root */
function startKeys(root) {
  const items = [...root.querySelectorAll("[data-review-item]")].filter((item) => item instanceof HTMLElement);
  const flagged = items.filter((item) => /review-item-(stop|doubt|hint)/.test(item.className));
  const on = root.querySelector("[data-review-keys-on]");
  let current = flagged[0] ?? items[0];

  for (const item of items) {
    item.addEventListener("pointerenter", () => (current = item));
    item.addEventListener("focusin", () => (current = item));
  }
  if (on instanceof HTMLInputElement) {
    on.checked = localStorage.getItem(REMEMBERED) !== "off";
    on.addEventListener("change", () => localStorage.setItem(REMEMBERED, on.checked ? "on" : "off"));
  }

  document.addEventListener("keydown", (event) => {
    if (on instanceof HTMLInputElement && !on.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isBusy(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "q") ask(current);
    else if (key === "f") current = goToNext(flagged, current);
    else if (!press(root, key)) return;
    event.preventDefault();
  });
}

/** Keys belong to whoever types, and to an open dialog.
 * @param {EventTarget | null} target */
function isBusy(target) {
  const typing = target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  return Boolean(typing) || document.querySelector("dialog[open]") !== null;
}

/** @param {HTMLElement} root @param {string} key */
function press(root, key) {
  const button = [...root.querySelectorAll("[data-review-key]")].find(
    (each) => each instanceof HTMLElement && each.dataset.reviewKey === key,
  );
  if (button instanceof HTMLElement) button.click();
  return button !== undefined;
}

/** @param {HTMLElement | undefined} item */
function ask(item) {
  const box = item?.querySelector("[data-review-ask]");
  const question = box?.querySelector("textarea");
  if (!(box instanceof HTMLDetailsElement) || !question) return;
  box.open = true;
  question.focus();
}

/** @param {HTMLElement[]} flagged @param {HTMLElement} current */
function goToNext(flagged, current) {
  const next = flagged[(flagged.indexOf(current) + 1) % flagged.length];
  if (!next) return current;
  next.focus();
  next.scrollIntoView({ block: "center" });
  return next;
}

/** How many questions would be sent is said on the button; without any there is nothing to send.
 * @param {HTMLElement} root */
function startQuestions(root) {
  const boxes = [...root.querySelectorAll("[data-review-question]")].filter((box) => box instanceof HTMLTextAreaElement);
  const send = root.querySelector("[data-review-send]");
  const label = send?.querySelector("span");
  if (!(send instanceof HTMLButtonElement) || !label) return;
  const plain = label.textContent ?? "";
  const count = () => {
    const asked = boxes.filter((box) => box.value.trim()).length;
    label.textContent = asked ? `${plain} (${asked})` : plain;
    send.disabled = asked === 0;
  };
  for (const box of boxes) box.addEventListener("input", count);
  window.addEventListener("pageshow", count);
  count();
}
