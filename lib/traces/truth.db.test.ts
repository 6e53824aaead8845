import { expect, it } from 'vitest'
import { givenDomain, givenHost, unique } from '#lib/db/testing'
import { makeLog } from '#lib/logs/testing'
import { keepMade, untruths } from './testing-truth'

// A hundred thousand lines here; `npm run bench -- logs` asks the same of a million.
it('of a hundred thousand interleaved, reused, disordered, cut lines every count and every fate is what was lived', async () => {
  const { name } = await givenDomain({ name: `t-${unique()}.example.test` })
  const hosts = new Map([
    ['one', (await givenHost()).id],
    ['two', (await givenHost()).id],
  ])
  const made = makeLog({ messages: 16_500, hosts: [...hosts.keys()], start: Date.now() - 6 * 3_600_000, domain: name })
  expect(made.lines.length).toBeGreaterThan(100_000)
  expect(new Set(made.truths.map(({ host, queueId }) => host + queueId)).size).toBeLessThan(made.truths.length / 2)
  expect(await keepMade(made.lines, hosts)).toBeGreaterThan(0)
  expect(await untruths(made, hosts, name)).toEqual([])
}, 240_000)

it('a line that is missing, or there twice, is noticed', async () => {
  const { name } = await givenDomain({ name: `t-${unique()}.example.test` })
  const hosts = new Map([['one', (await givenHost()).id]])
  const made = makeLog({ messages: 100, hosts: ['one'], start: Date.now() - 3_600_000, domain: name })
  const at = made.lines.findIndex(({ text }) => text.includes('status=sent'))
  const worse = { ...made, lines: made.lines.toSpliced(at, 1, made.lines[0] as (typeof made.lines)[number]) }
  await keepMade(worse.lines, hosts)
  const found = await untruths(made, hosts, name)
  expect(found.map((text) => text.split(':')[0])).toEqual(['lines', 'stories', 'counts'])
})
