import { readFileSync } from 'node:fs'
import { dkimOperations as api } from '#lib/web/api/dkim'
import type { ResponseOf } from '#lib/web/operation'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import type { Output } from './output'
import { tellSaved, waitOption, waitQuery } from './saved'

type Key = ResponseOf<typeof api.list>['data'][number]

const columns = [
  { title: 'SELECTOR', of: (row: Key) => row.selector },
  { title: 'KEY', of: (row: Key) => (row.algorithm === 'rsa' ? `rsa ${row.bits}` : row.algorithm) },
  { title: 'STATE', of: (row: Key) => row.state },
  { title: 'SINCE', of: (row: Key) => row.since },
  { title: 'WHY', of: (row: Key) => row.reason },
  { title: 'FINDING', of: (row: Key) => row.finding },
  { title: 'RECORD STAYS UNTIL', of: (row: Key) => row.retireAt },
]

/** As a zone file has it. */
const recordOf = ({ record }: Key) => `${record.name}. TXT ( ${record.strings} )`

export const dkimCommands = [
  command({
    noun: 'dkim',
    verb: 'list',
    args: ['DOMAIN'],
    summary: 'List the DKIM keys of a domain, each with its state and why',
    options: {},
    run: async ({ args: [id = ''], out }) => out.rows((await call(api.list, { params: { id } })).data, columns),
  }),
  command({
    noun: 'dkim',
    verb: 'records',
    args: ['DOMAIN'],
    summary: 'Show the records to publish, keep or revoke',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.list, { params: { id } })).data, [
        { title: 'DO', of: (row) => row.record.task },
        { title: 'RECORD', of: recordOf },
      ]),
  }),
  command({
    noun: 'dkim',
    verb: 'create',
    args: ['DOMAIN'],
    summary: 'Make a key; it signs when its record is seen everywhere',
    options: {
      algorithm: { type: 'string', value: 'rsa|ed25519', help: 'rsa when left out' },
      bits: { type: 'string', value: '2048|3072|4096', help: 'of an RSA key; 2048 when left out' },
      selector: { type: 'string', value: 'NAME', help: 'of this month when left out, such as 202611r' },
      wait: waitOption,
    },
    run: async ({ args: [id = ''], options: { wait, ...given }, out }) => {
      const body = said(given) as { algorithm?: 'rsa' }
      showMade(out, await call(api.create, { params: { id }, body, query: waitQuery(wait) }))
    },
  }),
  command({
    noun: 'dkim',
    verb: 'import',
    args: ['DOMAIN', 'SELECTOR', 'FILE'],
    summary: 'Bring a private key along: PEM, from a file',
    options: { wait: waitOption },
    run: async ({ args: [id = '', selector = '', file = ''], options: { wait }, out }) => {
      const body = { selector, privateKey: readFileSync(file, 'utf8') }
      showMade(out, await call(api.import, { params: { id }, body, query: waitQuery(wait) }))
    },
  }),
  command({
    noun: 'dkim',
    verb: 'rotate',
    args: ['DOMAIN'],
    summary: 'Make a successor for each key that signs',
    options: { wait: waitOption },
    run: async ({ args: [id = ''], options: { wait }, out }) =>
      showMade(out, await call(api.rotate, { params: { id }, query: waitQuery(wait) })),
  }),
  command({
    noun: 'dkim',
    verb: 'check',
    args: ['DOMAIN'],
    summary: 'Look for the records now',
    options: { wait: waitOption },
    run: async ({ args: [id = ''], options: { wait }, out }) =>
      out.rows((await call(api.check, { params: { id }, query: waitQuery(wait) })).data, columns),
  }),
  command({
    noun: 'dkim',
    verb: 'activate',
    args: ['DOMAIN', 'SELECTOR'],
    summary: 'Sign with this key, also back to one at rest',
    options: { wait: waitOption },
    run: async ({ args: [id = '', key = ''], options: { wait }, out }) =>
      tellSaved(out, `${key} signs for ${id}`, await call(api.activate, { params: { id, key }, query: waitQuery(wait) })),
  }),
  command({
    noun: 'dkim',
    verb: 'retire',
    args: ['DOMAIN', 'SELECTOR'],
    summary: 'Sign with it no more; one that never signed is dropped',
    options: { wait: waitOption },
    run: async ({ args: [id = '', key = ''], options: { wait }, out }) =>
      tellSaved(out, `${key} signs no more for ${id}`, await call(api.retire, { params: { id, key }, query: waitQuery(wait) })),
  }),
]

function showMade(out: Output, answer: ResponseOf<typeof api.create>): void {
  const { record, selector } = answer.data
  tellSaved(out, `${selector} signs as soon as this record is seen everywhere: ${recordOf({ ...answer.data, record })}`, answer)
}
