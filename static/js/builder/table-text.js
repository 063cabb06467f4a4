/** @file A spreadsheet's cells or the text of a csv file as rows of a table. Pure. */

/** @typedef {{ columns: string[], rows: Record<string, string>[], lost: number }} Read `lost`: columns without a heading of their own */

/** @param {string} text what separates the cells of the first line */
function separatorOf(text) {
  const first = text.split("\n", 1)[0];
  const count = (/** @type {string} */ sign) => first.split(sign).length;
  return ["\t", ";", ","].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Cells, also quoted ones with separators and line ends inside. @param {string} text @param {string} separator @returns {string[][]} */
export function cellsOf(text, separator) {
  /** @type {string[][]} */
  const lines = [[]];
  let cell = "";
  let isQuoted = false;
  const end = () => { lines[lines.length - 1].push(cell); cell = ""; };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted && sign === '"' && text[at + 1] === '"') { cell += '"'; at++; }
    else if (isQuoted) { if (sign === '"') isQuoted = false; else cell += sign; }
    else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === separator) end();
    else if (sign === "\n") { end(); lines.push([]); }
    else cell += sign;
  }
  end();
  return lines.filter((line) => line.some((one) => one.trim()));
}

/** The first line names the columns; empty lines are passed over. @param {string} text @returns {Read} */
export function tableFrom(text) {
  const clean = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/^\n+/, "");
  const [titles = [], ...lines] = cellsOf(clean, separatorOf(clean));
  const headings = titles.map((title) => title.trim());
  const columns = headings.filter((title, index) => title && headings.indexOf(title) === index);
  const rows = lines.map((line) => Object.fromEntries(columns.map((title) => [title, (line[headings.indexOf(title)] ?? "").trim()])));
  return { columns, rows, lost: headings.length - columns.length };
}

/** What every table has: codes and labels. */
export const FIRST = ["name", "label"];

/** The columns of a table: codes and labels, then the others in the order in which they come up. @param {Record<string, any>[]} rows */
export function columnsOf(rows) {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [...FIRST.filter((title) => all.includes(title)), ...all.filter((title) => !FIRST.includes(title))];
}

/** `Our shops` becomes `our-shops.csv`. @param {string} name @param {string[]} taken */
export function fileName(name, taken) {
  const base = name.trim().toLowerCase().replace(/\.csv$/, "").replace(/[^a-z0-9_.-]+/g, "-").replace(/^-+|-+$/g, "") || "table";
  for (let count = 1; ; count++) {
    const free = `${base}${count > 1 ? `-${count}` : ""}.csv`;
    if (!taken.includes(free)) return free;
  }
}
