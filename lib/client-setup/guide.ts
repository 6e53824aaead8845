import { qrCode } from '#lib/auth/qr-code'
import type { MailboxSetup } from './find-setup'

/** What the page of a mailbox's devices shows; the code opens the same on a phone, where nobody is signed in. */
/** `makeAt`: where whoever reads makes app passwords for this mailbox. */
export const guideOf = ({ address, displayName, server, services, publicUrl, appPasswordsOnly }: MailboxSetup, makeAt: string | null) => ({
  ...{ address, displayName, server, services },
  ...(appPasswordsOnly && { appPasswords: { href: makeAt } }),
  site: new URL(publicUrl).host,
  qr: qrCode(`${publicUrl}/setup?address=${encodeURIComponent(address)}`),
})
