// What a certificate authority refuses, in its own closed words (RFC 8555 6.7). `detail` was written by it: text to show, nothing to act on.

/** Those of the authority. */
export const acmeReasons = [
  ...([
    'rateLimited',
    'rejectedIdentifier',
    'unsupportedIdentifier',
    'caa',
    'dns',
    'connection',
    'unauthorized',
    'incorrectResponse',
  ] as const),
  ...(['tls', 'accountDoesNotExist', 'externalAccountRequired', 'userActionRequired', 'invalidContact', 'unsupportedContact'] as const),
  ...(['badCSR', 'badPublicKey', 'badNonce', 'malformed', 'serverInternal', 'orderNotReady', 'alreadyReplaced'] as const),
] as const
/** And our own, for what never reached it. */
const ownReasons = ['unreachable', 'private_address', 'certificate', 'no_answer', 'too_slow', 'no_challenge', 'no_host', 'other'] as const
export type AcmeReason = (typeof acmeReasons)[number] | (typeof ownReasons)[number]

/** As it was kept: what is not known any more is some other. */
export const asReason = (code: string): AcmeReason => [...acmeReasons, ...ownReasons].find((reason) => reason === code) ?? 'other'

export class AcmeError extends Error {
  constructor(
    readonly reason: AcmeReason,
    readonly detail: string,
    /** It says when to come again. */
    readonly retryAfter: Date | null = null,
  ) {
    super(`${reason}: ${detail}`)
    this.name = 'AcmeError'
  }
}

export function reasonOf(type: unknown): AcmeReason {
  const name = typeof type === 'string' ? type.replace(/^urn:ietf:params:acme:error:/, '') : ''
  return acmeReasons.find((known) => known === name) ?? 'other'
}
