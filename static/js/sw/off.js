/** @file Takes the place of the worker where the operator has switched it off: it clears the shell's caches and goes. Nobody's data are in them. */

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(clear()));

async function clear() {
  for (const name of await caches.keys()) if (name.startsWith("mystery-shell-")) await caches.delete(name);
  await self.registration.unregister();
}
