// A domain's signing keys as lines. `keys/DOMAIN` holds the keys; the three tables say to OpenDKIM and to rspamd which file signs for whom, whichever of the
// two is there: so a host may change its signer and no line changes. A domain signs as itself (d=), an alias domain too, with keys of its own: a
// signature of another domain would not be aligned (RFC 9989 4.4). Debian's OpenDKIM cannot sign with Ed25519 beside RSA, and returns mail that it cannot
// sign, so its tables name RSA keys alone. Pure.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { type DkimKeyState, dkimKeyState, type HostedDomainState, rsaBitsMax, rsaBitsMin } from '#lib/protocol/state'
import { AgentError } from '../agent-error'
import { dkimKeysLabel, signerLabel } from './table-names'

export const keysFolder = '/var/lib/postern-dkim/'

export function dkimLines(state: HostedDomainState): [label: string, lines: string[]][] {
  const { domain } = state
  assertUsable(state)
  const dkim = [...state.dkim].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const rsa = dkim.filter(({ algorithm }) => algorithm === 'rsa')
  const names = [...new Set(dkim.map((key) => key.domain))]
  return [
    [dkimKeysLabel(domain), dkim.map(keyLine)],
    [signerLabel('key-table'), rsa.map((key) => `${nameOf(key)} ${key.domain}:${key.selector}:${keyPath(domain, key)}`)],
    [signerLabel('signing-table'), rsa.map((key) => `*@${key.domain} ${nameOf(key)}`)],
    [
      signerLabel('rspamd-domains'),
      names.map((name) =>
        rspamdLine(
          name,
          dkim.filter((key) => key.domain === name).map((key) => ({ selector: key.selector, path: keyPath(domain, key) })),
        ),
      ),
    ],
  ]
}

const nameOf = ({ domain, selector }: DkimKeyState) => `${selector}._domainkey.${domain}`

/** In braces what no plan and no log shows (maskSecrets). */
const keyLine = ({ domain, selector, algorithm, privateKey }: DkimKeyState) =>
  `${domain} ${selector} {${algorithm.toUpperCase()}}${privateKey}`

const linePattern = /^(\S+) (\S+) \{(RSA|ED25519)\}(\S+)$/

/** UCL, as rspamd's dkim_signing reads it; JSON is UCL. */
const rspamdLine = (domain: string, selectors: { selector: string; path: string }[]) =>
  `${JSON.stringify(domain)} ${JSON.stringify({ selectors })}`

/** Named by what is in it: a key that takes another's place never has its name. */
const keyPath = (section: string, { privateKey }: Pick<DkimKeyState, 'privateKey'>) =>
  `${keysFolder}${section}/${createHash('sha256').update(privateKey).digest('hex').slice(0, 32)}.key`

export function readDkimLines(lines: readonly string[]): DkimKeyState[] {
  return lines.flatMap((line) => {
    const [, domain, selector, algorithm, privateKey] = linePattern.exec(line) ?? []
    const read = dkimKeyState.safeParse({ domain, selector, algorithm: algorithm?.toLowerCase(), privateKey })
    return read.success && problemOf(read.data) === null ? [read.data] : []
  })
}

/** Their paths alone, without a look at the keys: of a whole host every minute. */
export const keyPaths = (section: string, lines: readonly string[]) =>
  lines.flatMap((line) => {
    const privateKey = linePattern.exec(line)?.[4]
    return privateKey === undefined ? [] : [keyPath(section, { privateKey })]
  })

/** The files that the lines of a domain stand for. */
export const keyFiles = (section: string, lines: readonly string[]) =>
  readDkimLines(lines).map((key) => ({ path: keyPath(section, key), text: fileText(key) }))

/** rspamd takes RSA as PEM, and Ed25519 as seed and public key behind each other (libsodium's secret key), in base64. */
function fileText({ algorithm, privateKey }: DkimKeyState): string {
  if (algorithm === 'rsa')
    return `-----BEGIN PRIVATE KEY-----\n${(privateKey.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`
  const key = parsed(privateKey)
  if (!key) return ''
  const [seed, point] = [key.export({ format: 'jwk' }).d, createPublicKey(key).export({ format: 'jwk' }).x]
  return Buffer.concat([Buffer.from(seed ?? '', 'base64url'), Buffer.from(point ?? '', 'base64url')]).toString('base64')
}

function assertUsable({ domain, aliasDomains, dkim }: HostedDomainState) {
  const seen = new Set<string>()
  for (const key of dkim) {
    const name = nameOf(key)
    if (key.domain !== domain && !aliasDomains.includes(key.domain))
      throw new AgentError('invalid_request', `The DKIM key ${name} does not belong to ${domain}.`)
    if (seen.has(name)) throw new AgentError('invalid_request', `The DKIM key ${name} is there twice.`)
    seen.add(name)
    const problem = problemOf(key)
    if (problem) throw new AgentError('invalid_request', `The DKIM key ${name} ${problem}.`)
  }
}

/** A signer that cannot use a key gives mail back instead of sending it unsigned. */
function problemOf({ algorithm, privateKey }: DkimKeyState): string | null {
  const key = parsed(privateKey)
  if (key?.asymmetricKeyType !== algorithm) return `is no ${algorithm} key`
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  return algorithm === 'rsa' && (bits < rsaBitsMin || bits > rsaBitsMax) ? `has ${bits} bits` : null
}

function parsed(privateKey: string): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  } catch {
    return null
  }
}
