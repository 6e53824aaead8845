// Why enforcement would keep mail back: MX that the policy does not name, a mail server whose certificate senders do not believe (RFC 8461 4.1, 4.2).
import 'server-only'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { agreeingResolver } from '#lib/dns/agreeing-resolver'
import { matchesMx } from '#lib/dns/parse-mta-sts'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { resolverVoices } from '#lib/resolvers/voices'
import type { MtaStsView } from './schema'

type Obstacle = MtaStsView['obstacles'][number]
const questionMs = 4000
const shown = z.object({ findings: z.array(z.object({ code: z.string() })) })
/** What a sender that checks as a browser does would not accept. */
const unbelieved = ['untrusted', 'own_authority', 'incomplete']

/** null: it could not be asked. */
export async function findMx(domain: string): Promise<string[] | null> {
  const voices = resolverVoices((await readDnsSettings()).values, { deadlineMs: questionMs, questionsMax: 40 })
  const answer = await agreeingResolver({ resolvers: voices, zone: async () => [] }).lookup(domain, 'MX')
  if (answer.state === 'failed') return null
  return answer.state === 'none'
    ? []
    : answer.records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, '')).filter((name) => name !== '')
}

type Asked = { hostId: string; hostName: string; mx: readonly string[]; mxFound: readonly string[] | null; policySeen: boolean }

export async function findObstacles({ hostId, hostName, mx, mxFound, policySeen }: Asked): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = []
  if (mxFound === null) obstacles.push({ code: 'mx_unknown', name: '' })
  else if (mxFound.length === 0) obstacles.push({ code: 'mx_none', name: '' })
  const policy = { mode: 'enforce' as const, maxAgeSeconds: 0, mx: [...mx] }
  for (const name of mxFound ?? []) if (!matchesMx(policy, name)) obstacles.push({ code: 'mx_not_named', name })
  obstacles.push(...(await ofCertificate(hostId, hostName)))
  if (!policySeen) obstacles.push({ code: 'policy_unseen', name: '' })
  return obstacles
}

async function ofCertificate(hostId: string, name: string): Promise<Obstacle[]> {
  const row = await db().servedCertificate.findUnique({ where: { hostId_port_name: { hostId, port: 25, name } } })
  const findings = shown.safeParse(row?.result).data?.findings
  if (!row || !findings) return [{ code: 'certificate_unknown', name }]
  if (findings.some(({ code }) => unbelieved.includes(code))) return [{ code: 'certificate_untrusted', name }]
  return row.state === 'error' ? [{ code: 'certificate_wrong', name }] : []
}
