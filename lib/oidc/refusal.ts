/** Why a sign-in by the provider did not end in a session: a sentence each in messages/<locale>/auth.json `provider.refused`. */
export const providerRefusals = [
  'off',
  'over',
  'mismatch',
  'denied',
  'unreachable',
  'failed',
  'limited',
  'email_missing',
  'email_unverified',
  'unknown',
  'no_role',
  'disabled',
  'bound_elsewhere',
] as const
export type ProviderRefusalCode = (typeof providerRefusals)[number]

export class ProviderRefusal extends Error {
  constructor(
    readonly code: ProviderRefusalCode,
    /** Whose, as far as it is known. */
    readonly address: string = '',
    cause?: unknown,
  ) {
    super(code, { cause })
    this.name = 'ProviderRefusal'
  }
}
