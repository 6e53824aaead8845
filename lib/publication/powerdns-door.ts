// PowerDNS over its HTTP API (api/v1 of the Authoritative Server). It knows no conditions: sets are read once more just before they are replaced, with their other records,
// their TTL and what is disabled in them; between these two requests somebody else may be faster. The change itself is one request, done as a whole or not at all.
import * as z from 'zod'
import { isSameOrBelow } from '#lib/dns/name'
import type { PublishedType } from '#lib/dns/update/record-data'
import { canonicalValue } from '#lib/dns/update/record-data'
import { textOfPaste, zoneTextOf } from '#lib/dns/zone-text'
import { guardedFetch, OutboundError } from '#lib/outbound/guarded-fetch'
import { DoorError, type RecordSet, type SetChange, type SetKey, type ZoneDoor } from './zone-door'

export type PowerDnsZone = { zone: string; url: string; serverId: string; apiKey: string; allowPrivate: boolean }

const timeoutMs = 10_000
/** Of a whole zone, as it is read. */
const bytesMax = 16 * 1024 * 1024

const rrset = z.object({
  name: z.string(),
  type: z.string(),
  ttl: z.number(),
  records: z.array(z.object({ content: z.string(), disabled: z.boolean().default(false) })),
})
type Rrset = z.output<typeof rrset>
const zoneAnswer = z.object({ rrsets: z.array(rrset) })

export function powerDnsDoor(zone: PowerDnsZone): ZoneDoor {
  const read = async (keys: readonly SetKey[]): Promise<RecordSet[]> => {
    const { rrsets } = await readZone(zone)
    return keys.map((key) => setOf(zone.zone, rrsets, key))
  }
  return {
    read,
    async change(changes) {
      const now = await read(changes.map(({ set }) => set))
      if (now.some((set, index) => !isSame(set, (changes[index] as SetChange).set))) throw new DoorError('changed')
      const rrsets = changes.map((change, index) => replaced(change, now[index] as RecordSet))
      await call(zone, 'PATCH', JSON.stringify({ rrsets }))
    },
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '')

function setOf(zone: string, rrsets: readonly Rrset[], { name, type }: SetKey): RecordSet {
  const here = rrsets.filter((set) => plain(set.name) === name)
  const own = here.find((set) => set.type === type)
  const others = here.filter((set) => set.type !== type && set.type !== 'RRSIG' && set.type !== 'NSEC')
  // Given to another zone: what is put below is seen by nobody.
  const isElsewhere = rrsets.some((set) => set.type === 'NS' && plain(set.name) !== zone && isSameOrBelow(name, plain(set.name)))
  const blocked = isElsewhere || (type === 'CNAME' ? others.length > 0 : others.some((set) => set.type === 'CNAME'))
  // What is disabled is not in the DNS, and stays as it is.
  const live = own?.records.filter(({ disabled }) => !disabled) ?? []
  return { name, type, values: live.map(({ content }) => readContent(type, content)), blocked, mark: own ?? null }
}

const readContent = (type: PublishedType, content: string): string =>
  type === 'TXT' ? textOfPaste(content) : canonicalValue(type, content)
const writeContent = (type: PublishedType, value: string): string => (type === 'TXT' ? zoneTextOf(value) : value)

const isSame = (one: RecordSet, other: RecordSet): boolean =>
  one.blocked === other.blocked && JSON.stringify(one.values.toSorted()) === JSON.stringify(other.values.toSorted())

function replaced({ set, add, remove, ttl }: SetChange, now: RecordSet): unknown {
  const before = now.mark as Rrset | null
  const kept = before?.records.filter(({ content, disabled }) => disabled || !remove.includes(readContent(set.type, content))) ?? []
  const records = [...kept, ...add.map((value) => ({ content: writeContent(set.type, value), disabled: false }))]
  const key = { name: `${set.name}.`, type: set.type }
  return records.length === 0 ? { ...key, changetype: 'DELETE' } : { ...key, changetype: 'REPLACE', ttl: before?.ttl ?? ttl, records }
}

async function readZone(zone: PowerDnsZone): Promise<z.output<typeof zoneAnswer>> {
  const answer = await call(zone, 'GET')
  const parsed = zoneAnswer.safeParse(await answer.json().catch(() => null))
  if (!parsed.success) throw new DoorError('malformed')
  return parsed.data
}

async function call(
  { zone, url, serverId, apiKey, allowPrivate }: PowerDnsZone,
  method: 'GET' | 'PATCH',
  body?: string,
): Promise<Response> {
  const target = new URL(
    `${url.replace(/\/+$/, '')}/api/v1/servers/${encodeURIComponent(serverId)}/zones/${encodeURIComponent(`${zone}.`)}`,
  )
  const headers = { 'x-api-key': apiKey, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) }
  const answer = await guardedFetch({ allowPrivate, timeoutMs, bytesMax })(target.href, { method, headers, body }).catch(
    (error: unknown) => {
      if (!(error instanceof OutboundError)) throw error
      throw new DoorError(error.reason === 'private_address' ? 'private_address' : 'unreachable', error.reason)
    },
  )
  if (answer.status === 401 || answer.status === 403) throw new DoorError('key_refused', String(answer.status))
  if (answer.status === 404) throw new DoorError('no_zone')
  if (answer.status >= 300) throw new DoorError('refused', String(answer.status))
  return answer
}
