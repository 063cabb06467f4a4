/** @file Starts the player on a page that carries `<main id="player">` and the boot JSON. The contract: docs/player.md. */

import { Journal } from "../sync/journal.js";
import { hold } from "../sync/lock.js";
import { Sender } from "../sync/sender.js";
import { MemoryStore, Store } from "../sync/store.js";
import { useIcons } from "./dom.js";
import { fetchParts, fetchPartsOf, part } from "./parts.js";
import { Player } from "./player.js";
import { speak, useTexts } from "./texts.js";

/** @param {HTMLElement} root @param {any} boot @param {{ store: any, sender: any, otherTab?: boolean | "device", signal?: AbortSignal }} [field] what keeps and sends on an enrolled tablet @returns {Promise<Player>} */
export async function play(root, boot, field) {
  useTexts(boot.texts);
  useIcons(boot.urls?.icons ?? "");
  speak(boot.language);
  const opening = field ? field.store : boot.preview ? new MemoryStore(boot.interview) : Store.open(boot.owner ?? "device", boot.interview);
  const [store] = await Promise.all([opening, fetchParts(boot)]);
  const journal = new Journal(store, { by: boot.actor ?? "" });
  const events = await journal.load(boot.events ?? []);
  await fetchPartsOf(events);
  const player = new Player(root, boot, journal, field?.signal);
  const keyboard = player.layout === "call" ? new (part("keyboard").Keyboard)(player) : null;
  if (boot.preview) part("remote").preview(player, keyboard, events);
  else await connect(player, boot, events, field);
  return player;
}

/** Journal, server and neighbouring tabs. @param {Player} player @param {any} boot @param {import("../interview/state.js").Event[]} events @param {{ sender: any, otherTab?: boolean | "device", signal?: AbortSignal }} [field] */
async function connect(player, boot, events, field) {
  const { journal } = player;
  player.otherTab = field ? field.otherTab ?? false : !(await hold(boot.interview, () => location.reload()));
  player.readOnly = Boolean(player.otherTab);
  if (player.otherTab) return player.start(events);
  const options = { urls: boot.urls, csrf: boot.csrf ?? "", onStatus: (/** @type {import("../sync/sender.js").Status} */ status) => player.onStatus(status), onMoved: () => location.reload(), settle: () => player.page?.settle() };
  const sender = field ? field.sender.attach(journal, options) : new Sender(journal, options);
  journal.onWritten = () => sender.report();
  journal.onTrouble = () => {
    sender.trouble = "storage";
    sender.report();
  };
  const pending = await journal.store.pendingMedia();
  player.sender = sender;
  player.start(events);
  holdAgain(player, pending);
  const known = (boot.events ?? []).reduce((/** @type {number} */ most, /** @type {any} */ event) => Math.max(most, event.seq), 0);
  const { signal } = field ?? {};
  addEventListener("pagehide", () => {
    player.page?.settle();
    journal.flush();
    sender.farewell();
  }, { signal });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    player.page?.settle();
    journal.flush();
  }, { signal });
  addEventListener("online", () => sender.soon(0), { signal });
  await sender.start(known);
  return field ? undefined : part("media")?.fetchAhead(player);
}

/** Photos of a page that was not left are not sent yet, nor those of the page that opens: faces may still be covered, also after a crash. @param {Player} player @param {{ sha256: string, held?: boolean }[]} pending */
function holdAgain({ journal, run, pageKey, readOnly }, pending) {
  if (readOnly) return;
  journal.holdAgain(pending);
  const here = new Set([...run.slots()].filter((slot) => slot.node.section === pageKey).map((slot) => /** @type {any} */ (slot.value)?.sha256));
  for (const { sha256 } of pending) if (here.has(sha256)) journal.held.add(sha256);
}

const root = document.getElementById("player");
const boot = document.getElementById("boot");
if (root && boot) void play(root, JSON.parse(boot.textContent ?? "{}"));
