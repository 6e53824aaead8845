// Stored passwords and what was typed (Dovecot's own vectors). The product keeps no hash of a scheme that it does not admit (docs/decisions/0004):
// such a mailbox gets a new password, so there is nothing to verify.
import { verifyMailboxPassword } from '#lib/auth/verify-mailbox-password'
import { passwordHash as admitted } from '#lib/protocol/state'
import { type Case, type Corpus, differs, passed, unscored, verdictOf } from '../corpus'

export const passwordHash: Corpus = {
  name: 'password-hash',
  async judge(given: Case) {
    const verifies = await verifyMailboxPassword(given.stored, given.plaintext)
    if (given.expected !== 'verify_ok') return verdictOf([differs('verifies', verifies, false)])
    if (verifies) return passed
    return admitted.safeParse(given.stored).success
      ? verdictOf([differs('verifies', verifies, true)])
      : unscored('schemes that are not admitted')
  },
}
