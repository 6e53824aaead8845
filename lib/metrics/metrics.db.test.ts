import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { renderMetrics } from './metrics'

describe('the numbers for Prometheus', () => {
  it('have hosts, queues, what was counted, and what waits', async () => {
    const domain = await givenDomain()
    const host = await db().host.findUniqueOrThrow({ where: { id: domain.hostId } })
    const day = { span: 'day', hostId: host.id, domain: '' }
    await db().flowCount.createMany({
      data: [
        { ...day, at: new Date('2026-11-20T00:00:00Z'), measure: 'received', count: 3n },
        { ...day, at: new Date('2026-11-21T00:00:00Z'), measure: 'received', count: 4n },
        { ...day, at: new Date('2026-11-21T00:00:00Z'), measure: 'rejected:greylisted', count: 2n },
      ],
    })
    const counts = [{ queue: 'deferred', messages: 12 }]
    await db().hostQueue.create({ data: { hostId: host.id, askedAt: new Date(), readAt: new Date(), counts } })
    const sample = { hostId: host.id, mailboxes: 1, messages: 2n }
    await db().storageSample.createMany({
      data: [
        { ...sample, domain: domain.name, at: new Date('2026-11-20T10:00:00Z'), bytes: 500n },
        { ...sample, domain: domain.name, at: new Date('2026-11-20T11:00:00Z'), bytes: 700n },
        { ...sample, domain: '', at: new Date('2026-11-20T11:00:00Z'), bytes: 700n },
      ],
    })
    const text = await renderMetrics(await asOwner())
    const lines = text.split('\n')
    expect(lines).toContain('# TYPE postern_messages_received_total counter')
    expect(lines).toContain(`postern_messages_received_total{host="${host.name}"} 7`)
    expect(lines).toContain(`postern_rejections_total{host="${host.name}",reason="greylisted"} 2`)
    expect(lines).toContain(`postern_queue_messages{host="${host.name}",queue="deferred"} 12`)
    const ofDomain = lines.filter((line) => line.startsWith('postern_storage_bytes') && line.includes(host.name))
    expect(ofDomain).toEqual([`postern_storage_bytes{host="${host.name}",domain="${domain.name}"} 700`])
    expect(lines).toContain(`postern_queue_readable{host="${host.name}"} 1`)
    expect(lines).toContain(`postern_host_up{host="${host.name}"} 1`)
    expect(text).toMatch(/^postern_workers \d+$/m)
  })

  it('are for who sees all hosts', async () => {
    await expect(renderMetrics(await givenAdministrator('domain_admin', [await givenDomain()]))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await renderMetrics(await givenAdministrator('auditor'))).toContain('postern_domains ')
  })
})
