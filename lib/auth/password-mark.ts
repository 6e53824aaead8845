// Names the password that a mailbox has at this moment. Sessions and links carry the mark of the password that they were made under and
// are worth nothing under another: whoever changes it, by whatever way (a page, the API, a file, what was taken over from a host), ends them.
import { createHash } from 'node:crypto'

/** The stored hash has a salt of its own, so the same password set again has another mark. */
export const passwordMark = (passwordHash: string): string => createHash('sha256').update(passwordHash).digest('hex')
