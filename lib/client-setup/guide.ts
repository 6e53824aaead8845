import { qrCode } from '#lib/auth/qr-code'
import type { MailboxSetup } from './find-setup'

/** What the page of a mailbox's devices shows; the code opens the same on a phone, where nobody is signed in. */
export const guideOf = ({ address, displayName, server, services, publicUrl }: MailboxSetup) => ({
  ...{ address, displayName, server, services },
  site: new URL(publicUrl).host,
  qr: qrCode(`${publicUrl}/setup?address=${encodeURIComponent(address)}`),
})
