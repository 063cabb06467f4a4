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

/**
 * `accepted`: the office takes this tablet without the promise, as far as it was heard; `isEnoughFor`: whether a visit's files fit.
 * @param {Database} database @param {import("./work.js").Day} day
 */
export async function storageOf(database, day) {
  const [kept, contact] = await Promise.all([keeping(), database.get("work", "contact")]);
  const room = new Map(await Promise.all(day.work.assignments.map(async ({ id }) => /** @type {[string, number]} */ ([id, await day.roomFor(id)]))));
  const isEnoughFor = (/** @type {string} */ assignment) => kept.quota - kept.usage >= (room.get(assignment) ?? 0);
  return { ...kept, accepted: contact?.storage_accepted === true, isEnoughFor };
}
