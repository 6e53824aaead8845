// What a mail that came back says of each address that it could not reach.
export type BouncedRecipient = {
  /** null: the notice does not name it. */
  address: string | null
  /** As RFC 3464 2.3.3 names it; a notice in words alone is one of failure, or of delay. */
  action: 'failed' | 'delayed' | 'delivered'
  /** RFC 3463; `5.0.0` or `4.0.0` where only the class is known. */
  status: string
  /** What the other server answered (RFC 5321 4.2); null: it was never reached, or the notice does not say. */
  replyCode: string | null
  diagnostic: string
  /** `hard`: mail to this address can never arrive, as there is no such mailbox, host or domain. All else may pass: a full mailbox, a policy, a delay. */
  permanence: 'hard' | 'soft'
}

export type Bounce = { recipients: BouncedRecipient[] }
