import { describe, expect, it } from 'vitest'
import { needsOf, type OverviewHost } from './needs'

const well: OverviewHost = {
  id: '1',
  name: 'mail1',
  address: '203.0.113.11',
  generation: 3,
  domains: 2,
  lastSeenAt: '2026-11-20T22:00:00Z',
  unreachableSince: null,
  unreachableCode: null,
  retryAt: null,
  heldAtGeneration: null,
  configPending: false,
  pending: 0,
  failed: 0,
  drifted: 0,
  certificateWrong: false,
}
const running = { running: true, seenAt: null }
const calm = {
  hosts: [well],
  stuck: 0,
  worker: running,
  expiringAliases: 0,
  unsentMessages: 0,
  dnsErrors: 0,
  certificateErrors: 0,
  unusual: 0,
  queues: [],
}
const kinds = (situation: Parameters<typeof needsOf>[0]) => needsOf(situation).map((need) => need.kind)

describe('what needs a person', () => {
  it('is nothing when everything is applied, also while changes are on their way', () => {
    expect(kinds(calm)).toEqual([])
    expect(kinds({ ...calm, hosts: [{ ...well, pending: 3 }] })).toEqual([])
  })

  it('begins with what stops every change and ends with what can wait', () => {
    const hosts = [
      { ...well, drifted: 1 },
      { ...well, failed: 1 },
      { ...well, unreachableSince: '2026-11-20T22:00:00Z', unreachableCode: 'host_unreachable' },
    ]
    expect(
      kinds({
        ...{
          hosts,
          stuck: 0,
          worker: { running: false, seenAt: null },
          expiringAliases: 2,
          unsentMessages: 1,
          dnsErrors: 3,
          certificateErrors: 1,
          unusual: 1,
        },
        queues: [{ host: 'mail1', state: 'growing' }],
      }),
    ).toEqual(['worker', 'unusual', 'unreachable', 'failed', 'drift', 'queue', 'dns', 'certificates', 'unsent', 'expiring'])
  })

  it('says of a silent host once that it is silent, not also that it refuses', () => {
    const silent = { ...well, unreachableSince: '2026-11-20T22:00:00Z', unreachableCode: 'host_deadline', failed: 2, configPending: true }
    expect(kinds({ ...calm, hosts: [silent] })).toEqual(['unreachable'])
  })
})
