// What makes a password acceptable, for people who sign in and for mailboxes alike. Length counts, composition does not (NIST SP 800-63B 3.1.1.2):
// no forced digits or signs, but nothing that a guesser tries first.
import type { Refusal } from '#lib/outcome'

export const passwordLengthMin = 10
/** Bytes; far above what people type, far below what would make hashing a burden. */
export const passwordBytesMax = 256

const distinctMin = 5
/** Beginnings that guessers try first; a password that adds a few digits to one of them is no better. */
const common = [
  'password',
  'passw0rd',
  'contraseñ',
  'contrasen',
  'qwerty',
  'asdfgh',
  'letmein',
  'welcome',
  'iloveyou',
  'changeme',
  'administrator',
  'abc123',
  '123456',
  '987654',
  'postern',
]
const lettersBeyondCommon = 6

/** Every reason at once. `about`: texts that others know of the person, such as the address. */
export function passwordRefusals(password: string, about: readonly string[] = [], field = 'password'): Refusal[] {
  const refusals: Refusal[] = []
  const add = (code: string, values?: Refusal['values']) => refusals.push({ field, code, values })
  if ([...password].length < passwordLengthMin) add('password_too_short', { min: passwordLengthMin })
  if (Buffer.byteLength(password) > passwordBytesMax) add('password_too_long', { max: passwordBytesMax })
  if (/\p{Cc}/u.test(password)) add('password_control_character')
  if (isGuessable(password)) add('password_too_simple')
  if (namesPerson(password, about)) add('password_is_known')
  return refusals
}

function isGuessable(password: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size < distinctMin) return true
  return common.some((word) => lower.includes(word) && lower.length - word.length < lettersBeyondCommon)
}

function namesPerson(password: string, about: readonly string[]): boolean {
  const lower = password.toLowerCase()
  const parts = about.flatMap((text) => [text, ...text.split('@')]).map((text) => text.toLowerCase())
  return parts.some((part) => part.length >= 4 && lower.includes(part) && lower.length - part.length < lettersBeyondCommon)
}
