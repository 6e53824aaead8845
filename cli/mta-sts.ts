import type { MtaStsView } from '#lib/mta-sts/schema'
import { mtaStsOperations as api } from '#lib/web/api/mta-sts'
import { call } from './api-client'
import { command } from './command'
import type { Output } from './output'
import { tellSaved } from './saved'

const daySeconds = 86_400

export const mtaStsCommands = [
  command({
    noun: 'mta-sts',
    verb: 'show',
    args: ['DOMAIN'],
    summary: 'Show the policy that is served, the records to publish, and what stands in the way of enforcement',
    options: {},
    run: async ({ args: [id = ''], out }) => show(out, (await call(api.get, { params: { id } })).data),
  }),
  command({
    noun: 'mta-sts',
    verb: 'set',
    args: ['DOMAIN', 'MODE'],
    summary: 'Serve a policy: testing, enforce or none',
    options: {
      days: { type: 'string', value: 'DAYS', help: 'how long senders believe it; 7 when left out' },
      mx: { type: 'string', value: 'NAMES', help: 'the mail servers, with commas between; the host of the domain when left out' },
    },
    run: async ({ args: [id = '', mode = ''], options: { days = '7', mx = '' }, out }) => {
      const body = { mode: mode as 'testing', maxAgeSeconds: Number(days) * daySeconds, mx: mx as unknown as string[] }
      tellSaved(out, `the policy of ${id} is served; publish its records`, await call(api.update, { params: { id }, body }))
    },
  }),
  command({
    noun: 'mta-sts',
    verb: 'end',
    args: ['DOMAIN'],
    summary: 'Serve no policy any more',
    options: {},
    run: async ({ args: [id = ''], out }) => tellSaved(out, `no policy is served for ${id}`, await call(api.end, { params: { id } })),
  }),
]

const show = (out: Output, { policy, next, obstacles, records }: MtaStsView) =>
  out.rows(
    [
      { what: 'mode', value: policy?.mode ?? 'none served' },
      { what: 'next', value: next },
      ...records.map(({ name, type, value }) => ({ what: 'record', value: `${name}. ${type} ${value}` })),
      ...obstacles.map(({ code, name }) => ({ what: 'obstacle', value: `${code} ${name}`.trim() })),
    ],
    [
      { title: 'WHAT', of: (row) => row.what },
      { title: 'VALUE', of: (row) => row.value },
    ],
  )
