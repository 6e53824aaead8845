import type { FailureCode } from '#lib/errors'

export type OutgoingView = {
  id: string
<<<<<<< HEAD
  kind: 'test' | 'reset' | 'invitation' | 'code' | 'administrator-invitation'
=======
  kind: 'test' | 'reset' | 'invitation' | 'code' | 'forward'
>>>>>>> 26662b5 (mailboxes: forwarding, vacation, filters and scripts have commands, an API and a command line)
  recipient: string
  state: 'waiting' | 'sent' | 'failed'
  /** Of the last attempt. */
  errorCode: FailureCode | null
  /** For administrators: what the host said. */
  errorDetail: string | null
  mailbox: { id: string; address: string } | null
  createdAt: string
}
