/** @file Whether this browser keeps what is stored, how much room it has, and whether the office takes it as it is. */

/** @typedef {import("./db.js").Database} Database @typedef {{ persisted: boolean, usage: number, quota: number }} Keeping */

/** @returns {Promise<Keeping>} `persisted`: it has promised to clear nothing by itself */
export async function keeping() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  return { persisted, usage, quota };
}

/** Asks for that promise; some browsers give it only to an app on the home screen. @returns {Promise<boolean>} */
export async function askToKeep() {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

/** Whether the office has accepted this tablet without the promise, as far as it was heard. @param {Database} database @returns {Promise<boolean>} */
export async function isAccepted(database) {
  return Boolean((await database.get("work", "contact"))?.storage_accepted);
}
