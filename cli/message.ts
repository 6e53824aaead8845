import { messageOperations as api } from '#lib/web/api/messages'
import { call } from './api-client'
import { command } from './command'
import { every, limitOption, said } from './every'
import { tellSaved } from './saved'

const host = { type: 'string', value: 'HOST', help: 'of this mail host alone' } as const

export const messageCommands = [
  command({
    noun: 'message',
    verb: 'list',
    args: [],
    summary: 'List messages and what became of them, newest first',
    options: {
      search: { type: 'string', help: 'an address, domain, queue id, message id, client' },
      state: { type: 'string', value: 'STATE', help: 'delivered, deferred, bounced, refused and the like' },
      period: { type: 'string', value: 'hour|day|week|month', help: 'not older than that' },
      host,
      limit: limitOption,
    },
    run: async ({ options: { limit, ...filter }, out }) =>
      out.rows(await every(api.list, { query: said(filter) }, limit), [
        { title: 'ID', of: (row) => row.id },
        { title: 'WHEN', of: (row) => row.at },
        { title: 'STATE', of: (row) => row.state },
        { title: 'FROM', of: (row) => (row.sender === '' ? '<>' : row.sender) },
        { title: 'TO', of: (row) => row.recipients.join(' ') },
        { title: 'REASON', of: (row) => row.reason },
      ]),
  }),
  command({
    noun: 'message',
    verb: 'show',
    args: ['ID'],
    summary: 'Show what became of a message for each recipient, and why',
    options: { lines: { type: 'boolean', help: 'the lines of the log instead' } },
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.get, { params: { id } })
      if (options.lines) return out.rows(data.lines ?? [], [{ title: 'LINE', of: (row) => row.raw }])
      return out.rows(data.recipientViews, [
        { title: 'TO', of: (row) => row.address ?? row.original },
        { title: 'FATE', of: (row) => row.fate },
        { title: 'FOLDER', of: (row) => row.folder },
        { title: 'BY', of: (row) => row.relay },
        { title: 'CAUSE', of: (row) => row.advice?.code ?? row.advice?.status },
        { title: 'WORDS', of: (row) => row.words },
      ])
    },
  }),
  command({
    noun: 'message',
    verb: 'erase',
    args: ['ADDRESS'],
    summary: 'Take an address out of all lines and messages that are kept',
    options: {},
    run: async ({ args: [address = ''], out }) =>
      tellSaved(out, `The traces of ${address} are being erased`, await call(api.erase, { body: { address } })),
  }),
  command({
    noun: 'log',
    verb: 'list',
    args: [],
    summary: 'List lines of the logs as they were written, newest first',
    options: {
      search: { type: 'string', help: 'text in the line' },
      program: { type: 'string', value: 'PROGRAM', help: 'as postfix/smtpd' },
      tone: { type: 'string', value: 'warn|bad|unknown', help: 'warnings, errors, or what is not understood' },
      host,
      limit: limitOption,
    },
    run: async ({ options: { limit, ...filter }, out }) =>
      out.rows(await every(api.lines, { query: said(filter) }, limit), [{ title: 'LINE', of: (row) => row.raw }]),
  }),
  command({
    noun: 'log',
    verb: 'programs',
    args: [],
    summary: 'List programs by lines that are not understood',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.programs)).data, [
        { title: 'HOST', of: (row) => row.host },
        { title: 'PROGRAM', of: (row) => row.program },
        { title: 'LINES', of: (row) => row.lines, align: 'right' },
        { title: 'NOT UNDERSTOOD', of: (row) => row.unknown, align: 'right' },
      ]),
  }),
  command({
    noun: 'log',
    verb: 'readings',
    args: [],
    summary: 'Show up to where the logs of each host were read',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.readings)).data, [
        { title: 'HOST', of: (row) => row.host },
        { title: 'READ', of: (row) => row.readAt },
        { title: 'NEWEST LINE', of: (row) => row.lineAt },
        { title: 'LINES', of: (row) => row.lines, align: 'right' },
        { title: 'LOST', of: (row) => row.gapAt },
      ]),
  }),
  command({
    noun: 'log',
    verb: 'keep',
    args: [],
    summary: 'Show how long lines and messages are kept, and change what is named',
    options: {
      'log-days': { type: 'string', value: 'DAYS', help: 'lines' },
      'message-days': { type: 'string', value: 'DAYS', help: 'messages' },
      gigabytes: { type: 'string', value: 'GIB', help: 'both at most' },
    },
    run: async ({ options, out }) => {
      const { data } = await call(api.settings)
      const body = said({ logDays: options['log-days'], messageDays: options['message-days'], gigabytes: options.gigabytes })
      if (Object.keys(body).length === 0) return out.record(data)
      return tellSaved(out, 'The settings were changed', await call(api.updateSettings, { body, version: data.version }))
    },
  }),
]
