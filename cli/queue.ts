import { formatBytes } from '#lib/format'
import { queueOperations as api } from '#lib/web/api/queue'
import { call, callLong } from './api-client'
import { command } from './command'
import { said } from './every'
import { UsageError } from './failure'
import { tellSaved } from './saved'
import { follow, isTask } from './task'

const filters = {
  search: { type: 'string', help: 'part of the id, the sender, a recipient or a reason' },
  queue: { type: 'string', value: 'QUEUE', help: 'deferred, hold, active, incoming, maildrop' },
  sender: { type: 'string', help: 'part of the sender' },
  recipient: { type: 'string', help: 'part of a recipient' },
  domain: { type: 'string', value: 'DOMAIN', help: 'of the sender or a recipient' },
  destination: { type: 'string', value: 'DOMAIN', help: 'of a recipient' },
  reason: { type: 'string', help: 'part of the reason' },
  age: { type: 'string', value: 'AGE', help: 'older than 5m, 1h, 6h, 1d, 3d' },
} as const

const actions = ['hold', 'release', 'retry', 'requeue', 'delete', 'bounce'] as const

export const queueCommands = [
  command({
    noun: 'queue',
    verb: 'list',
    args: [],
    summary: 'Show how many messages wait on each host',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.list)).data, [
        { title: 'HOST', of: (row) => row.host },
        { title: 'STATE', of: (row) => row.failure?.code ?? (row.growingSince ? 'growing' : 'read') },
        ...(['active', 'deferred', 'hold'] as const).map((queue) => ({
          title: queue.toUpperCase(),
          of: (row: { counts: { queue: string; messages: number }[] | null }) => row.counts?.find((one) => one.queue === queue)?.messages,
          align: 'right' as const,
        })),
        { title: 'READ', of: (row) => row.readAt },
      ]),
  }),
  command({
    noun: 'queue',
    verb: 'causes',
    args: ['HOST'],
    summary: 'Show why messages wait, by destination',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.causes, { params: { id } })).data.causes, [
        { title: 'MESSAGES', of: (row) => row.messages, align: 'right' },
        { title: 'DESTINATION', of: (row) => row.destination },
        { title: 'CAUSE', of: (row) => (row.held ? 'held' : row.cause) },
        { title: 'SINCE', of: (row) => row.since },
        { title: 'REASON', of: (row) => row.reason },
      ]),
  }),
  command({
    noun: 'queue',
    verb: 'messages',
    args: ['HOST'],
    summary: 'List messages that wait on a host',
    options: { ...filters, limit: { type: 'string', value: 'NUMBER', help: 'at most so many, 1000 at most' } },
    run: async ({ args: [id = ''], options, out }) =>
      out.rows((await call(api.messages, { params: { id }, query: said(options) })).data.rows, [
        { title: 'ID', of: (row) => row.id },
        { title: 'QUEUE', of: (row) => row.queue },
        { title: 'SINCE', of: (row) => row.arrivedAt },
        { title: 'SIZE', of: (row) => formatBytes(row.bytes, 'en'), align: 'right' },
        { title: 'FROM', of: (row) => row.sender || '<>' },
        { title: 'TO', of: (row) => row.recipients.map(({ address }) => address) },
        { title: 'REASON', of: (row) => row.recipients.find(({ reason }) => reason !== null)?.reason },
      ]),
  }),
  command({
    noun: 'queue',
    verb: 'show',
    args: ['HOST', 'ID'],
    summary: 'Show envelope and header of a message; with --text also its text, which is recorded',
    options: { text: { type: 'boolean', help: 'open its text' } },
    run: async ({ args: [id = '', message = ''], options, out }) =>
      out.record((await call(options.text ? api.open : api.get, { params: { id, message } })).data),
  }),
  command({
    noun: 'queue',
    verb: 'act',
    args: [actions.join('|').toUpperCase(), 'HOST', '[ID…]'],
    summary: 'Do something to messages: those named, or all that match',
    options: {
      ...filters,
      all: { type: 'boolean', help: 'every one there is, where nothing narrows' },
      text: { type: 'string', help: 'what the sender of a bounce is told' },
      expect: { type: 'string', value: 'NUMBER', help: 'do nothing when many more match; needed to delete or bounce what matches' },
    },
    run: async ({ args: [word = '', id = '', ...ids], options, out }) => {
      const action = actions.find((one) => one === word.toLowerCase())
      if (!action) throw new UsageError(`what to do is one of ${actions.join(', ')}`)
      const filter = said(Object.fromEntries(Object.entries(options).filter(([name]) => name in filters)))
      const narrowed = Object.keys(filter).length > 0
      if (ids.length > 0 && (narrowed || options.all)) throw new UsageError('name them, or say what matches, not both')
      if (ids.length === 0 && narrowed === (options.all === true)) throw new UsageError('name them, narrow them, or say --all')
      if (ids.length === 0 && ['delete', 'bounce'].includes(action) && options.expect === undefined)
        throw new UsageError('--expect is missing')
      if (options.expect !== undefined && !/^\d{1,7}$/.test(options.expect)) throw new UsageError('--expect is a whole number')
      const selection =
        ids.length > 0 ? { ids } : { filter, ...said({ expected: options.expect === undefined ? undefined : Number(options.expect) }) }
      const answer = await callLong(api.act, { params: { id }, body: { action, selection, ...said({ text: options.text }) } })
      if (isTask(answer)) {
        const { data } = await follow(out, answer, false)
        if (out.json) out.record(data)
        else out.say(`${data.changed} of ${data.total} messages: done.`)
        return
      }
      const { data } = answer as { data: { matched: number; changed: number; counts: Record<string, number> } }
      if (out.json) out.record(data)
      else {
        const others = Object.entries(data.counts).flatMap(([outcome, count]) =>
          outcome !== 'done' && count > 0 ? [`${count} ${outcome}`] : [],
        )
        out.say(`${data.changed} of ${data.matched} messages: done${others.length > 0 ? `; ${others.join(', ')}` : ''}.`)
      }
    },
  }),
  command({
    noun: 'hold-rule',
    verb: 'list',
    args: [],
    summary: 'List whose mail is held when it comes in, and which hosts have these rules',
    options: {},
    run: async ({ out }) => {
      const { rules, hosts } = (await call(api.holdRules)).data
      if (out.json) return out.record({ rules, hosts })
      out.rows(rules, [
        { title: 'ID', of: (row) => row.id },
        { title: 'KIND', of: (row) => row.kind },
        { title: 'PATTERN', of: (row) => row.pattern },
        { title: 'NOTE', of: (row) => row.note },
        { title: 'MADE BY', of: (row) => row.createdBy },
      ])
      for (const { host, state } of hosts) out.say(`${host}: ${state}`)
    },
  }),
  command({
    noun: 'hold-rule',
    verb: 'add',
    args: ['SENDER|RECIPIENT|CLIENT', 'PATTERN'],
    summary: 'Hold what comes from a sender or a client, or for a recipient',
    options: { note: { type: 'string', help: 'why' } },
    run: async ({ args: [kind = '', pattern = ''], options, out }) =>
      tellSaved(
        out,
        `${pattern} is held`,
        await call(api.createHoldRule, { body: { kind: kind.toLowerCase(), pattern, ...said({ note: options.note }) } }),
      ),
  }),
  command({
    noun: 'hold-rule',
    verb: 'remove',
    args: ['ID'],
    summary: 'Hold it no longer; what is held stays so',
    options: {},
    run: async ({ args: [id = ''], out }) => tellSaved(out, 'The rule is removed', await call(api.deleteHoldRule, { params: { id } })),
  }),
]
