// Passkeys (WebAuthn level 3). The relying party is the host name of the public URL, never what a request says. One that checked its person
// (fingerprint, PIN) is two factors at once and signs in by itself; one that did not is a second factor behind the password.
import 'server-only'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { isUnavailable } from '#lib/db/failures'
import { log } from '#lib/log'
import { type ChallengePurpose, challengeMs, isChallenge, newChallenge, spendChallenge } from './passkey-challenge'
import { relyingParty } from './relying-party'

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]*$/)
const credential = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).loose(),
})
const transports = z.array(z.string().max(20)).max(10).optional()

/** What browsers send; all beyond its shape is for the library to verify. */
const registration = credential.extend({
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: transports.optional() }),
})
const assertion = credential.extend({
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url, userHandle: base64url.optional() }),
})

type Person = { id: string; address: string; name: string }

/** For the browser to make a passkey with; those that the person has already are not made twice. */
export async function registrationOptions(person: Person): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { id: rpID, name: rpName } = relyingParty()
  const existing = await db().passkey.findMany({ where: { administratorId: person.id } })
  return generateRegistrationOptions({
    rpID,
    rpName,
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.address,
    userDisplayName: person.name,
    challenge: newChallenge(`add:${person.id}`),
    timeout: challengeMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    excludeCredentials: existing.map(({ credentialId }) => ({ id: credentialId })),
  })
}

/** The columns of the new passkey, or null when the answer is not one to our question. */
export async function verifyRegistration(administratorId: string, text: string) {
  const response = fromJson(registration, text)
  if (!response) return null
  const answer = await accepted(`add:${administratorId}`, (expected) =>
    verifyRegistrationResponse({ ...expected, response: response as RegistrationResponseJSON }),
  )
  if (!answer?.registrationInfo) return null
  const { id: credentialId, publicKey, counter } = answer.registrationInfo.credential
  return { credentialId, publicKey, counter: BigInt(counter), transports: response.response.transports ?? [] }
}

/** `administratorId`: of whom the password was right already; null: whoever the passkey says. */
export async function authenticationOptions(administratorId: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = administratorId === null ? [] : await db().passkey.findMany({ where: { administratorId } })
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: newChallenge('sign-in'),
    timeout: challengeMs,
    userVerification: administratorId === null ? 'required' : 'preferred',
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports: transports as AuthenticatorTransport[] })),
  })
}

type AuthenticatorTransport = NonNullable<NonNullable<RegistrationResponseJSON['response']['transports']>[number]>

/** Whose passkey answered, and whether it checked the person; null when none of ours did, or the challenge was answered before. */
export async function verifyAuthentication(text: string): Promise<{ administratorId: string; userVerified: boolean } | null> {
  const response = fromJson(assertion, text)
  const passkey = response && (await db().passkey.findUnique({ where: { credentialId: response.id } }))
  if (!passkey) return null
  const credential = { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.counter) }
  const answer = await accepted('sign-in', (expected) =>
    verifyAuthenticationResponse({ ...expected, response: response as AuthenticationResponseJSON, credential }),
  )
  if (!answer) return null
  const { newCounter, userVerified } = answer.authenticationInfo
  await db().passkey.update({ where: { id: passkey.id }, data: { counter: BigInt(newCounter), lastUsedAt: new Date() } })
  return { administratorId: passkey.administratorId, userVerified }
}

type Expected = {
  expectedChallenge: (challenge: string) => boolean
  expectedOrigin: string
  expectedRPID: string
  requireUserVerification: false
}

/** What `verify` says of an answer to a challenge of ours that was not answered before. */
async function accepted<T extends { verified: boolean }>(
  purpose: ChallengePurpose,
  verify: (expected: Expected) => Promise<T>,
): Promise<T | null> {
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty()
  let answered = ''
  const expectedChallenge = (challenge: string) => {
    answered = challenge
    return isChallenge(challenge, purpose)
  }
  try {
    const answer = await verify({ expectedChallenge, expectedOrigin, expectedRPID, requireUserVerification: false })
    return answer.verified && (await spendChallenge(answered)) ? answer : null
  } catch (error) {
    // The library throws for whatever is wrong with an answer, which is then none; Postgres does not fail like that.
    if (isUnavailable(error) || !(error instanceof Error)) throw error
    log.info({ err: error, purpose }, 'a passkey was not accepted')
    return null
  }
}

function fromJson<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
