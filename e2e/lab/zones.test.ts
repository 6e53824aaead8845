import { describe, expect, test } from 'vitest'
import { planLab } from './plan.mjs'
import { reverseNames, zoneFile, zones } from './zones.mjs'

describe.each(['sandbox', 'test', 'test3'])('the zones of the lab %s', (name) => {
  const lab = planLab(name)

  test('every delegation of `test.` has its zone', () => {
    const all = zones(lab)
    const delegated = all.find((zone) => zone.name === 'test.')?.lines.filter((line) => line.endsWith(' NS ns')) ?? []
    expect(delegated.length).toBeGreaterThan(3)
    for (const line of delegated) expect(all.map((zone) => zone.name)).toContain(`${line.split(' ')[0]}.test.`)
  })

  test('a domain invented under mail1.test has its MX at mail1', () => {
    const zone = zones(lab).find((each) => each.name === 'mail1.test.')
    if (!zone) throw new Error('there is no zone mail1.test')
    expect(zoneFile(zone).split('\n')).toContain('* MX 10 mail1.example.test.')
  })
})

test('reverse zones are named by the subnet, most specific part first (RFC 1035 3.5, RFC 3596 2.5)', () => {
  expect(reverseNames(planLab('test'))).toEqual(['100.51.198.in-addr.arpa.', '0.0.0.0.8.7.0.0.8.b.d.0.1.0.0.2.ip6.arpa.'])
})
