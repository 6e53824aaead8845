import type { FailureCode } from '#lib/errors'

export type OutgoingView = {
  id: string
  kind: 'test' | 'reset' | 'invitation' | 'code' | 'administrator-invitation' | 'forward'
  recipient: string
  state: 'waiting' | 'sent' | 'failed'
  /** Of the last attempt. */
  errorCode: FailureCode | null
  /** For administrators: what the host said. */
  errorDetail: string | null
  mailbox: { id: string; address: string } | null
  createdAt: string
}
