// One line of Dovecot's or Postfix's log as a sign-in. Names are what strangers typed, so they are taken from the left as far as they reach:
// whatever they imitate, the fields behind them are Dovecot's own. Pure.
import { isIP } from 'node:net'
import type { SignIn } from '#lib/protocol/operations'

type Found = Omit<SignIn, 'at'>

const dovecotProtocols = { imap: 'imap', pop3: 'pop3', managesieve: 'sieve' } as const
const dovecotLine =
  /^(imap|pop3|managesieve)-login: (Login aborted|Login|Logged in|Disconnected|Aborted login)\b(.*?): user=<(.*)>, (?:method=\S+, )?rip=([^,\s]+), lip=(.*)$/s
const appPasswordField = / app=<([0-9a-z]{8,32})>$/
const postfixSignedIn = /^[0-9A-Za-z]+: client=\S*\[([0-9a-fA-F.:]+)\](?::\d+)?, sasl_method=\S+, sasl_username=(\S+)/
const postfixWrong = /^warning: \S*\[([0-9a-fA-F.:]+)\](?::\d+)?: SASL \S+ authentication failed: .*, sasl_username=(.*)$/s

/** null: the line tells of no sign-in. */
export function signInIn(program: string, message: string): Found | null {
  return program === 'dovecot' ? dovecotSignIn(message) : postfixSignIn(message)
}

function dovecotSignIn(message: string): Found | null {
  const [, service, word, why = '', login = '', from = '', rest = ''] = dovecotLine.exec(message) ?? []
  if (!service || login === '') return null
  const signedIn = word === 'Login' || word === 'Logged in'
  if (!signedIn && !why.includes('auth failed')) return null
  return {
    protocol: dovecotProtocols[service as keyof typeof dovecotProtocols],
    result: signedIn ? 'signed_in' : 'wrong',
    login: login.slice(0, 320),
    clientAddress: addressOf(from),
    appPassword: signedIn ? (appPasswordField.exec(rest)?.[1] ?? null) : null,
  }
}

function postfixSignIn(message: string): Found | null {
  const right = postfixSignedIn.exec(message)
  const [, from = '', login = ''] = right ?? postfixWrong.exec(message) ?? []
  if (login === '') return null
  return {
    protocol: 'submission',
    result: right ? 'signed_in' : 'wrong',
    login: login.slice(0, 320),
    clientAddress: addressOf(from),
    appPassword: null,
  }
}

const addressOf = (text: string) => (isIP(text) === 0 ? null : text)
