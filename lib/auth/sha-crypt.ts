// crypt(5) $5$ and $6$: SHA-crypt as Ulrich Drepper specified it (https://www.akkadia.org/drepper/SHA-crypt.txt, 2008). Only to verify what came
// from another mail host; Postern makes no such hash.
import { createHash } from 'node:crypto'

const form = /^\$([56])\$(?:rounds=(\d{1,9})\$)?([^$:\n]{0,16})\$([./A-Za-z0-9]+)$/
const roundsDefault = 5000
const roundsMin = 1000
/** Far above what anybody uses; the specification's 999,999,999 would hold this process for half an hour. */
const roundsMax = 1_000_000
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The hash that the password has with the salt and the rounds of `crypted`; null when that is none, or would take too long. */
export function shaCrypt(password: string, crypted: string): string | null {
  const [, scheme, written, salt] = form.exec(crypted) ?? []
  const rounds = written === undefined ? roundsDefault : Math.max(Number(written), roundsMin)
  if (scheme === undefined || salt === undefined || rounds > roundsMax) return null
  const digest = digestOf(scheme === '5' ? 'sha256' : 'sha512', Buffer.from(password), Buffer.from(salt), rounds)
  const prefix = written === undefined ? '' : `rounds=${rounds}$`
  return `$${scheme}$${prefix}${salt}$${encoded(digest)}`
}

function digestOf(algorithm: 'sha256' | 'sha512', key: Buffer, salt: Buffer, rounds: number): Buffer {
  const hash = (...parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest()
  const b = hash(key, salt, key)
  const parts = [key, salt, repeated(b, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? b : key)
  let sum = hash(...parts)
  const p = repeated(hash(...Array.from(key, () => key)), key.length)
  const s = repeated(hash(...Array.from({ length: 16 + (sum[0] ?? 0) }, () => salt)), salt.length)
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1
    sum = hash(odd ? p : sum, ...(round % 3 === 0 ? [] : [s]), ...(round % 7 === 0 ? [] : [p]), odd ? sum : p)
  }
  return sum
}

const repeated = (block: Buffer, length: number): Buffer => Buffer.alloc(length, block.length > 0 ? block : undefined)

/** Groups of three bytes, in the order of the specification (22.e): each group rotates the three thirds of the digest. */
function encoded(digest: Buffer): string {
  const third = Math.floor(digest.length / 3)
  const turn = digest.length === 64 ? 1 : 2
  let text = ''
  for (let group = 0; group < third; group++) {
    const at = (place: number) => digest[group + third * ((group * turn + place) % 3)] ?? 0
    text += letters((at(0) << 16) | (at(1) << 8) | at(2), 4)
  }
  return text + (digest.length === 64 ? letters(digest[63] ?? 0, 2) : letters(((digest[31] ?? 0) << 8) | (digest[30] ?? 0), 3))
}

const letters = (value: number, count: number): string =>
  Array.from({ length: count }, (_, place) => alphabet[(value >> (6 * place)) & 63]).join('')
