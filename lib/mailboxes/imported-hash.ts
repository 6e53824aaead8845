// A hash that a file brings. Dovecot takes one that was cut off in copying and then refuses every password: what no password can match is refused here.
import { passwordHash } from '#lib/protocol/state'

const base64 = '[A-Za-z0-9+/]'
const crypt = '[A-Za-z0-9./]'

/** Whole forms, as doveadm-pw(1), crypt(5) and the PHC string format write them. */
const forms: Record<string, RegExp> = {
  ARGON2ID: new RegExp(`^\\$argon2id\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$${base64}{11,}\\$${base64}{16,}$`),
  'BLF-CRYPT': new RegExp(`^\\$2[abxy]\\$\\d\\d\\$${crypt}{53}$`),
  'SHA512-CRYPT': new RegExp(`^\\$6\\$(?:rounds=\\d+\\$)?[^$]{0,16}\\$${crypt}{86}$`),
  'SHA256-CRYPT': new RegExp(`^\\$5\\$(?:rounds=\\d+\\$)?[^$]{0,16}\\$${crypt}{43}$`),
  // Digest and salt together in base64: 64 or 32 bytes, and at least one more.
  SSHA512: new RegExp(`^${base64}{87,}={0,2}$`),
  SSHA256: new RegExp(`^${base64}{44,}={0,2}$`),
  PBKDF2: /^\$1\$[^$]+\$\d+\$[0-9a-f]{40}$/,
}

const isWhole = (text: string): boolean => {
  const [, scheme = '', hash = ''] = /^\{([A-Z0-9-]+)\}(.*)$/.exec(text) ?? []
  return forms[scheme]?.test(hash) ?? false
}

/** `{SCHEME}hash` of a scheme that Dovecot and we verify, and whole. Refusals: `unknown_hash`, `damaged_hash`. */
export const importedHash = passwordHash.refine((text) => !passwordHash.safeParse(text).success || isWhole(text), 'damaged_hash')
