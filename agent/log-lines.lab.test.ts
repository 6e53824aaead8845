// Lines of the real journal, behind an exact place; and what a stolen panel could ask for.
import { beforeAll, expect, it } from 'vitest'
import type { LogPlaces } from '#lib/protocol/log-lines'
import { machine } from '../e2e/lab/machine-under-test'
import { ask, lab, putAgent, refusal } from './testing/agent-on-host'

beforeAll(() => putAgent(machine))

const say = (text: string) => lab.exec(machine, ['/usr/bin/logger', '-p', 'mail.info', '-t', 'postfix/smtpd', text])
const mark = `mark-${Date.now()}`

async function readAll(places: LogPlaces, bytesMax = 1_000_000) {
  const lines: string[] = []
  for (let round = 0; round < 200; round++) {
    const { parts, done } = await ask(machine, 'log-lines', { places, bytesMax })
    for (const part of parts) lines.push(...part.lines)
    places = { ...places, ...Object.fromEntries(parts.map(({ source, place }) => [source, place])) }
    if (done) break
  }
  return { lines, places }
}

it('every line comes once, whatever fits into an answer, and goes on where it ended', async () => {
  const before = await readAll({})
  for (let number = 0; number < 60; number++) await say(`${mark} line ${number} ${'x'.repeat(200)}`)
  const own = (lines: string[]) => lines.filter((line) => line.includes(mark)).map((line) => /line (\d+)/.exec(line)?.[1])
  const expected = Array.from({ length: 60 }, (_, number) => String(number))
  expect(own((await readAll(before.places)).lines)).toEqual(expected)
  const small = await readAll(before.places, 4096)
  expect(own(small.lines)).toEqual(expected)
  expect(small.lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00 \S+ [^ ]+: /)
  expect((await readAll(small.places)).lines.filter((line) => line.includes(mark))).toEqual([])
})

it('a place that the journal has not got is a gap, and reading goes on', async () => {
  const { places } = await readAll({})
  const gone = places.journal?.replace(/i=[0-9a-f]+/, 'i=1').replace(/x=[0-9a-f]+/, 'x=1') ?? ''
  const { parts } = await ask(machine, 'log-lines', { places: { journal: gone }, bytesMax: 8192 })
  expect(parts.find(({ source }) => source === 'journal')?.gap).toBe(true)
})

it.each([
  ['a path', { places: { '/etc/shadow': 'f1.1.0.' }, bytesMax: 8192 }],
  ['a place that is an option', { places: { journal: '--file=/etc/shadow' }, bytesMax: 8192 }],
  ['more than an answer may have', { places: {}, bytesMax: 1e12 }],
])('%s is refused', async (_, input) => {
  expect((await refusal(machine, 'log-lines', input)).code).toBe('invalid_request')
})
