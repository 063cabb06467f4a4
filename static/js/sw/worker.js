/**
 * @file Keeps the app on the tablet: its page and its own files, of one build each, and nothing else. It answers GET only and never for
 * /api: what is sent and what is secret goes by it. The server writes the build's name before it, as `BUILD`.
 */
/* global BUILD */

const PREFIX = "mystery-shell-";
const PAGE = "/tablet/";
const LISTING = `${PAGE}build.json`;
const AT_ONCE = 6;
/** A page that is asleep says nothing: it counts as one with an open draft. */
const PATIENCE_MS = 1500;

// --- a build becomes usable only as a whole ---------------------------------------------------------------

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const listing = await (await fetched(LISTING)).json();
  if (listing.build !== BUILD) throw new Error(`the server has moved on from ${BUILD} to ${listing.build}`);
  const older = await olderBuilds();
  const cache = await caches.open(PREFIX + BUILD);
  try {
    const waiting = [...listing.files];
    const one = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await cache.put(file.url, (await known(file, older)) ?? (await taken(file)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    await cache.put(LISTING, new Response(JSON.stringify(listing)));
  } catch (error) {
    await caches.delete(PREFIX + BUILD);
    throw error;
  }
}

/** @param {string} url */
async function fetched(url) {
  const reply = await fetch(url, { cache: "no-store", credentials: "omit", redirect: "error" });
  if (!reply.ok) throw new Error(`${url} answers ${reply.status}`);
  return reply;
}

/** From the network, compared with the list. @param {{ url: string, sha256: string }} file */
async function taken(file) {
  const reply = await fetched(file.url);
  const bytes = await reply.arrayBuffer();
  if ((await sha256Of(bytes)) !== file.sha256) throw new Error(`${file.url} is not what the list promises`);
  return new Response(bytes, { headers: kept(reply.headers) });
}

/** A file that has not changed since an older build is not loaded again. @param {{ name: string, sha256: string }} file @param {Map<string, any>} older */
async function known({ name, sha256 }, older) {
  if (name === "page") return undefined;
  const url = older.get(`${name} ${sha256}`);
  const reply = url && (await caches.match(url));
  if (!reply) return undefined;
  const bytes = await reply.arrayBuffer();
  return (await sha256Of(bytes)) === sha256 ? new Response(bytes, { headers: reply.headers }) : undefined;
}

/** @returns {Promise<Map<string, string>>} name and hash -> address, over all builds that are kept */
async function olderBuilds() {
  const found = new Map();
  for (const name of await builds()) {
    const listing = await (await caches.open(name)).match(LISTING);
    for (const file of (await listing?.json())?.files ?? []) found.set(`${file.name} ${file.sha256}`, file.url);
  }
  return found;
}

async function builds() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/** The body is unpacked and the same for everybody; the policy stays. @param {Headers} headers */
function kept(headers) {
  const gone = new Set(["content-encoding", "content-length", "vary", "set-cookie"]);
  return new Headers([...headers].filter(([name]) => !gone.has(name)));
}

/** @param {ArrayBuffer} bytes */
async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- answers ----------------------------------------------------------------------------------------------

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && (pathname === PAGE || pathname === `${PAGE}enrol`)) event.respondWith(page());
  else if (pathname.startsWith("/static/")) event.respondWith(file(event.request));
});

async function page() {
  return (await (await caches.open(PREFIX + BUILD)).match(PAGE)) ?? fetch(PAGE);
}

/** The address names the build, so that no page ever gets another build's file. @param {Request} request */
async function file(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

// --- from build to build ----------------------------------------------------------------------------------

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(tidy)));

self.addEventListener("message", (event) => {
  const { kind } = event.data ?? {};
  if (kind === "take-over") event.waitUntil(takeOver(event.ports[0]));
  if (kind === "tidy") event.waitUntil(tidy());
});

/** A new build takes over only when asked, and never while a draft is open anywhere. @param {MessagePort} port */
async function takeOver(port) {
  const isFree = !(await told()).some((page) => page.draft);
  if (isFree) await self.skipWaiting();
  port.postMessage({ taken: isFree });
}

/** Builds that no page shows any more go; if a page keeps silent, all stay. */
async function tidy() {
  const used = (await told()).map((page) => page.build);
  if (used.includes("")) return;
  const keep = new Set([BUILD, ...used].map((build) => PREFIX + build));
  const waiting = self.registration.waiting ?? self.registration.installing;
  if (waiting) return;
  for (const name of await builds()) if (!keep.has(name)) await caches.delete(name);
}

/** @returns {Promise<{ build: string, draft: boolean }[]>} what each open page says of itself */
async function told() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return Promise.all(open.filter((client) => new URL(client.url).pathname.startsWith(PAGE)).map(asked));
}

/** @param {any} client @returns {Promise<{ build: string, draft: boolean }>} */
function asked(client) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const silent = setTimeout(() => resolve({ build: "", draft: true }), PATIENCE_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(silent);
      resolve(data);
    };
    client.postMessage({ kind: "who" }, [port2]);
  });
}
