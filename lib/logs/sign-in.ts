// Who signed in, or tried to: most programs say only part of what the events hold.
import type { EventOf } from './event'

const unsaid = { method: null, server: null, session: null, tls: false }

type SignIn = EventOf<'sign-in'>
type SignInFailed = EventOf<'sign-in-failed'>
type NoSignIn = EventOf<'no-sign-in'>
type Said<Event, Needed extends keyof Event> = Pick<Event, Needed> & Partial<Omit<Event, 'kind'>>

export const signIn = (fields: Said<SignIn, 'service' | 'user' | 'client'>): SignIn => ({ kind: 'sign-in', ...unsaid, ...fields })

export const signInFailed = (fields: Said<SignInFailed, 'service' | 'client' | 'reason'>): SignInFailed => ({
  kind: 'sign-in-failed',
  ...unsaid,
  user: null,
  helo: null,
  attempts: 1,
  ...fields,
})

export const noSignIn = (fields: Said<NoSignIn, 'service' | 'client' | 'reason'>): NoSignIn => ({
  kind: 'no-sign-in',
  server: null,
  user: null,
  session: null,
  tls: false,
  ...fields,
})
