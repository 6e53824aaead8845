'use client'

// The browser's side of WebAuthn, fetched when somebody reaches for a passkey.
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

/** As JSON; null when the person has none for this panel, thought better of it, or let the time pass: browsers do not tell which. */
export async function askPasskey(): Promise<string | null> {
  const response = await fetch('/api/auth/passkey-options', { cache: 'no-store' })
  if (!response.ok) return null
  const optionsJSON: PublicKeyCredentialRequestOptionsJSON = await response.json()
  return unlessRefused(() => startAuthentication({ optionsJSON }))
}

export const makePasskey = (optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<string | null> =>
  unlessRefused(() => startRegistration({ optionsJSON }))

async function unlessRefused(ask: () => Promise<object>): Promise<string | null> {
  try {
    return JSON.stringify(await ask())
  } catch (error) {
    if (error instanceof DOMException || error instanceof WebAuthnError) return null
    throw error
  }
}
