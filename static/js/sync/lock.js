/** @file One tab writes an interview; a second one may only read. */

/** Holds the interview until the page goes. @param {string} interview @param {() => void} onFree called when the other tab has let go @returns {Promise<boolean>} whether this tab may write */
export async function hold(interview, onFree) {
  const name = `mystery-interview-${interview}`;
  if (!navigator.locks) return holdByChannel(name);
  const mine = await new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
  if (!mine) void navigator.locks.request(name, () => { onFree(); });
  return mine;
}

/** Without locks the tabs ask each other. @param {string} name @returns {Promise<boolean>} */
function holdByChannel(name) {
  const channel = new BroadcastChannel(name);
  return new Promise((resolve) => {
    let taken = false;
    channel.onmessage = ({ data }) => {
      if (data === "taken") taken = true;
    };
    channel.postMessage("who");
    setTimeout(() => {
      if (!taken) channel.onmessage = ({ data }) => { if (data === "who") channel.postMessage("taken"); };
      resolve(!taken);
    }, 200);
  });
}
