// When to try a host again: 1 s, 2 s, 4 s … 5 min, each shortened by up to half at random so that many hosts that vanished together
// do not come back in step.

const longestMs = 5 * 60_000

/** `attempts`: failures in a row, this one included. */
export function backOffMs(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(longestMs, 1000 * 2 ** Math.min(attempts - 1, 20))
  return Math.round(full * (1 - random() / 2))
}
