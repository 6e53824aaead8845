// What a port shows, judged: by time, name, chain and protocol. Pure.
import { X509Certificate } from 'node:crypto'
import { orderChain } from '#lib/x509/judge-chain'
import { namesCover, readCertificate } from '#lib/x509/read-certificate'
import type { ServedFinding, ServedResult, ServedState } from './schema'
import { servedErrors } from './schema'

/** What a look brought home. */
export type Shown = { chain: readonly Buffer[]; protocols: readonly string[] }
type Asked = { name: string; installed: readonly string[]; now: Date }

/** Warned of once in each of these (days before the end). */
export const alarmDays = [30, 14, 7, 2] as const
/** Clocks differ. */
const skewMs = 5 * 60_000
const dayMs = 86_400_000
/** A quarter of the life: of ninety days, 22; one that lives six days is no alarm on its second. */
const soonShare = 4

export function judgeServed({ chain, protocols }: Shown, { name, installed, now }: Asked): ServedResult {
  const [own, ...others] = chain.map(parsed)
  if (!own) return { ...nothing, findings: [{ code: 'no_tls' }], protocols: [...protocols] }
  const facts = readCertificate(own)
  const findings: ServedFinding[] = []
  const life = facts.notAfter.getTime() - facts.notBefore.getTime()
  const left = facts.notAfter.getTime() - now.getTime()
  const days = Math.floor(left / dayMs)
  if (left <= 0) findings.push({ code: 'ended', values: { date: facts.notAfter.toISOString().slice(0, 10) } })
  else if (facts.notBefore.getTime() > now.getTime() + skewMs)
    findings.push({ code: 'not_yet', values: { date: facts.notBefore.toISOString().slice(0, 10) } })
  else if (days <= alarmDays[0] && left < life / soonShare) findings.push({ code: 'ends_soon', values: { days } })
  if (!namesCover(facts.names, name)) findings.push({ code: 'other_name', values: { name, names: facts.names.slice(0, 5).join(', ') } })
  const { ends } = orderChain(
    own,
    others.flatMap((one) => one ?? []),
  )
  const isOurs = installed.includes(facts.fingerprint)
  // What a person gave knowing that only the house believes it is no surprise.
  if (ends === 'self_signed' || ends === 'own_root')
    findings.push({ code: isOurs ? 'own_authority' : 'untrusted', values: { issuer: facts.issuer } })
  if (ends === 'missing_issuer') findings.push({ code: isOurs ? 'own_authority' : 'incomplete', values: { issuer: facts.issuer } })
  if (facts.weakSignature) findings.push({ code: 'weak_signature', values: { signature: facts.weakSignature.toUpperCase() } })
  if ((facts.keyKind === 'rsa' && facts.keyBits < 2048) || (facts.keyKind === 'ec' && facts.keyBits < 256))
    findings.push({ code: 'weak_key', values: { bits: facts.keyBits } })
  const old = protocols.filter((one) => one === 'TLSv1' || one === 'TLSv1.1')
  if (old.length > 0)
    findings.push({
      code: old.length === protocols.length ? 'only_old' : 'old_protocol',
      values: { protocols: old.join(', ').replaceAll('v', ' ') },
    })
  if (installed.length > 0 && !isOurs) findings.push({ code: 'not_installed' })
  return {
    fingerprint: facts.fingerprint,
    issuer: facts.issuer,
    names: facts.names.slice(0, 100),
    notAfter: facts.notAfter.toISOString(),
    protocols: [...protocols],
    findings,
    chain: chain.slice(0, 8).map((der) => der.toString('base64')),
  }
}

const nothing = { fingerprint: null, issuer: '', names: [], notAfter: null, chain: [] }

const isError = ({ code }: ServedFinding): boolean => servedErrors.some((error) => error === code)

export function stateOf({ findings }: ServedResult): ServedState {
  if (findings.some(isError)) return 'error'
  return findings.some(({ code, values }) => code === 'ends_soon' && Number(values?.days) <= 7)
    ? 'error'
    : findings.length > 0
      ? 'warning'
      : 'ok'
}

function parsed(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der)
  } catch {
    return undefined
  }
}

/** Which of the days of alarm has come; null: none yet. */
export function alarmOf(notAfter: Date, now: Date): (typeof alarmDays)[number] | null {
  const days = (notAfter.getTime() - now.getTime()) / dayMs
  return [...alarmDays].reverse().find((limit) => days <= limit) ?? null
}
