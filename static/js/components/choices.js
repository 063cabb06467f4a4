/** Long lists of tick boxes: a search that hides what does not fit, all or none of what it shows, arrows from row to row. */

export function startChoices() {
  for (const list of document.querySelectorAll("[data-choice-list]")) {
    if (list instanceof HTMLElement) searchable(list);
  }
}

/** @param {HTMLElement} list */
function searchable(list) {
  const bar = list.querySelector("[data-choice-bar]");
  const search = list.querySelector("[data-choice-search]");
  const rows = [...list.querySelectorAll("label.choice")].filter((row) => row instanceof HTMLLabelElement);
  if (!(bar instanceof HTMLElement) || !(search instanceof HTMLInputElement)) return;
  bar.hidden = false;

  const shown = () => rows.filter((row) => !row.hidden);
  const find = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => plain(row.textContent ?? "").includes(word));
    const empty = list.querySelector("[data-choice-empty]");
    if (empty instanceof HTMLElement) empty.hidden = shown().length > 0;
  };
  /** @param {boolean} isChosen */
  const choose = (isChosen) => {
    for (const row of shown()) boxOf(row).checked = isChosen;
    count(list, rows);
  };

  search.addEventListener("input", find);
  list.querySelector("[data-choice-all]")?.addEventListener("click", () => choose(true));
  list.querySelector("[data-choice-none]")?.addEventListener("click", () => choose(false));
  list.addEventListener("change", () => count(list, rows));
  list.addEventListener("keydown", (event) => {
    if (event.target === search && event.key === "Enter") event.preventDefault();
    if (event.target === search && event.key === "Escape") {
      search.value = "";
      find();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event, [search, ...shown().map(boxOf)]);
  });
  count(list, rows);
}

/** @param {KeyboardEvent} event @param {HTMLInputElement[]} stops */
function walk(event, stops) {
  const at = stops.findIndex((stop) => stop === event.target);
  if (at < 0) return;
  event.preventDefault();
  stops[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}

/** @param {HTMLElement} list @param {HTMLLabelElement[]} rows */
function count(list, rows) {
  const told = list.querySelector("[data-choice-count]");
  if (!(told instanceof HTMLElement)) return;
  const chosen = rows.filter((row) => boxOf(row).checked).length;
  told.textContent = (told.dataset.choiceCount ?? "").replace("{chosen}", String(chosen)).replace("{all}", String(rows.length));
}

/** @param {HTMLLabelElement} row @returns {HTMLInputElement} */
function boxOf(row) {
  return /** @type {HTMLInputElement} */ (row.control);
}

/** Without case and accents, as people type.
 * @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
