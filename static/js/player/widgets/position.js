/** @file Where the device is, as coarsely as it likes to tell. */

const PATIENCE_MS = 15_000;

/** "lat lon alt accuracy", or null where the device does not tell. @returns {Promise<string | null>} */
export function here() {
  if (!navigator.geolocation) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy].map((one) => Number(one.toFixed(6))).join(" ")),
      () => resolve(null),
      { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  });
}
