import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { exportTraffic } from './export-csv'
import { getTraffic } from './queries'

const now = new Date('2026-11-21T12:07:00Z')
const minutesAgo = (minutes: number) => new Date(Math.floor(now.getTime() / 60_000 - minutes) * 60_000)

async function given() {
  const domain = await givenDomain()
  const host = await db().host.findUniqueOrThrow({ where: { id: domain.hostId } })
  const count = async (measure: string, times: number, minutes: number, name: string) => {
    await db().flowCount.create({
      data: { span: 'minute', at: minutesAgo(minutes), hostId: host.id, domain: name, measure, count: BigInt(times) },
    })
  }
  return { domain, host, count }
}

describe('what went through the hosts', () => {
  it('is added up in steps, and what lies before is not in it', async () => {
    const { host, count } = await given()
    await count('received', 3, 1, '')
    await count('received', 4, 2, '')
    await count('received', 5, 20, '')
    await count('received', 100, 60 * 25, '')
    await count('rejected:greylisted', 2, 1, '')
    await count('rejected:unknown-recipient', 7, 1, '')
    const { totals, series, times, stepSeconds, rejections } = await getTraffic(await asOwner(), { host: host.name }, now)
    expect(totals).toMatchObject({ received: 12, rejected: 9, sent: 0 })
    expect(series.received?.at(-1)).toBe(7)
    expect(series.received?.at(-2)).toBe(5)
    expect([times.length, stepSeconds, (times.at(-1) ?? 0) + stepSeconds]).toEqual([96, 900, Date.parse('2026-11-21T12:15:00Z') / 1000])
    expect(rejections).toEqual([
      { name: 'unknown-recipient', count: 7 },
      { name: 'greylisted', count: 2 },
    ])
  })

  it('has delays as shares, and the share of connections with TLS', async () => {
    const { host, count } = await given()
    await count('delay:1', 90, 1, '')
    await count('delay:10', 10, 1, '')
    await count('connection', 40, 1, '')
    await count('connection-tls', 30, 1, '')
    const { delay, tlsShare } = await getTraffic(await asOwner(), { host: host.name }, now)
    expect(delay.p50All).toBeCloseTo(0.56, 1)
    expect(delay.p95All).toBeGreaterThan(1)
    expect(delay.p50.at(0)).toBeNull()
    expect(tlsShare).toBe(0.75)
  })

  it('is for a domain administrator that of their domains, never that of the host', async () => {
    const { domain, host, count } = await given()
    const other = await givenDomain({ hostId: host.id })
    await count('sent', 50, 1, '')
    await count('sent', 5, 1, domain.name)
    await count('sent', 9, 1, other.name)
    const own = await givenAdministrator('domain_admin', [domain])
    expect((await getTraffic(own, {}, now)).totals.sent).toBe(5)
    await expect(getTraffic(own, { domain: other.name }, now)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getTraffic(own, { host: host.name }, now)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('names those who sent and received most', async () => {
    const { domain, host } = await given()
    const top = { span: 'hour', at: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000), hostId: host.id, domain: domain.name }
    const rows = [
      { role: 'sender', name: `a@${domain.name}`, count: 3n },
      { role: 'sender', name: `b@${domain.name}`, count: 8n },
      { role: 'recipient', name: `a@${domain.name}`, count: 1n },
      { role: 'destination', name: 'elsewhere.test', count: 11n },
    ]
    await db().topCount.createMany({ data: rows.map((row) => ({ ...top, ...row })) })
    const traffic = await getTraffic(await asOwner(), { domain: domain.name }, now)
    expect(traffic.top.senders).toEqual([
      { name: `b@${domain.name}`, count: 8 },
      { name: `a@${domain.name}`, count: 3 },
    ])
    expect(traffic.top.destinations).toEqual([{ name: 'elsewhere.test', count: 11 }])
    expect(traffic.top.domains).toEqual([{ name: domain.name, count: 12 }])
  })

  it('has how much is stored, by host and domain, of the steps until now', async () => {
    const { domain, host } = await given()
    const sample = (name: string, hoursAgo: number, bytes: bigint) => ({
      ...{ hostId: host.id, domain: name, bytes, messages: 3n, mailboxes: 1 },
      at: new Date(Math.floor(now.getTime() / 3_600_000 - hoursAgo) * 3_600_000),
    })
    const rows = [sample('', 30, 100n), sample('', 5, 700n), sample(domain.name, 5, 200n), sample('', 60, 1n)]
    await db().storageSample.createMany({ data: rows })
    const whole = await getTraffic(await asOwner(), { host: host.name }, now)
    expect(whole.storage.now).toBe(700)
    expect(whole.storage.bytes.at(0)).toBe(100)
    expect(whole.storage.bytes.at(-1)).toBe(700)
    expect((await getTraffic(await givenAdministrator('domain_admin', [domain]), {}, now)).storage.now).toBe(200)
    expect((await getTraffic(await givenAdministrator('domain_admin', [await givenDomain()]), {}, now)).storage.now).toBeNull()
  })

  it('is a file with a line per step', async () => {
    const { domain } = await given()
    let text = ''
    for await (const part of exportTraffic(await asOwner(), { domain: domain.name, range: 'hour' })) text += part
    expect(text.split('\r\n').filter((line) => line !== '')).toHaveLength(61)
  })
})
