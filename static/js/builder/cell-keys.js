/** @file What keys mean in a table of cells. Pure. */

/** @typedef {{ row: number, column: number }} At @typedef {{ rows: number, columns: number, page: number }} Size */
/** @typedef {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean }} Pressed */

/** The cell a key leads to; null where it leads nowhere. @param {At} at @param {Pressed} pressed @param {Size} size @returns {At | null} */
export function moved({ row, column }, { key, ctrlKey, metaKey, altKey }, { rows, columns, page }) {
  if (altKey || !rows || !columns) return null;
  const far = ctrlKey || metaKey;
  const to = /** @type {Record<string, At>} */ ({
    ArrowUp: { row: far ? 0 : row - 1, column }, ArrowDown: { row: far ? rows - 1 : row + 1, column },
    ArrowLeft: { row, column: far ? 0 : column - 1 }, ArrowRight: { row, column: far ? columns - 1 : column + 1 },
    Home: { row: far ? 0 : row, column: 0 }, End: { row: far ? rows - 1 : row, column: columns - 1 },
    PageUp: { row: row - page, column }, PageDown: { row: row + page, column },
  })[key];
  return to ? within(to, rows, columns) : null;
}

/** @param {At} at @param {number} rows @param {number} columns @returns {At} */
const within = ({ row, column }, rows, columns) => ({ row: Math.max(0, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) });

/** The cell behind this one, or before it, line by line; null behind the last and before the first. @param {At} at @param {1 | -1} by @param {{ rows: number, columns: number }} size @returns {At | null} */
export function neighbour({ row, column }, by, { rows, columns }) {
  const place = row * columns + column + by;
  return place < 0 || place >= rows * columns ? null : { row: Math.floor(place / columns), column: place % columns };
}

/** What a key does in a table that is not being written in. @param {Pressed} pressed @returns {string} edit, insert, remove, clear, up, down or "" */
export function actOf({ key, ctrlKey, metaKey, altKey }) {
  const far = ctrlKey || metaKey;
  if (altKey) return { ArrowUp: "up", ArrowDown: "down" }[key] ?? "";
  if (far) return { Enter: "insert", Delete: "remove", Backspace: "remove" }[key] ?? "";
  return { Enter: "edit", F2: "edit", Delete: "clear", Backspace: "clear", Insert: "insert" }[key] ?? "";
}
