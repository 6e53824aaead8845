import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { reportOperations as api } from '#lib/web/api/reports'
import type { ResponseOf } from '#lib/web/operation'
import { call, callFile } from './api-client'
import { command } from './command'
import { every, limitOption, said } from './every'
import { CommandFailure } from './failure'
import { tellSaved } from './saved'
import { readPassword } from './secret-input'

type Report = ResponseOf<typeof api.list>['data'][number]
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.floor((part / whole) * 1000) / 10} %`)
const daysOption = { type: 'string', value: '7|30|90', help: 'how far back; 30 when left out' } as const

export const reportCommands = [
  command({
    noun: 'report',
    verb: 'import',
    args: ['FILE…'],
    summary: 'Take the reports in files: XML, JSON, gzip, zip or mails',
    options: {},
    run: async ({ args: files, out }) => {
      const rows = []
      for (const file of files) {
        const { data } = await call(api.import, { query: { fileName: basename(file) }, file: Buffer.from(readFileSync(file)) })
        rows.push(...data.map((row) => ({ file, ...row })))
      }
      out.rows(rows, [
        { title: 'FILE', of: (row) => row.file },
        { title: 'RESULT', of: (row) => row.result },
        { title: 'KIND', of: (row) => row.kind },
        { title: 'DOMAIN', of: (row) => row.domain },
        { title: 'REPORTER', of: (row) => row.organisation },
        { title: 'MESSAGES', of: (row) => row.messages, align: 'right' },
        { title: 'WHY NOT', of: (row) => row.refusal?.code },
      ])
      if (rows.every(({ result }) => result === 'refused')) throw new CommandFailure(['No report was taken.'])
    },
  }),
  command({
    noun: 'report',
    verb: 'list',
    args: [],
    summary: 'List reports, newest first',
    options: {
      domain: { type: 'string', value: 'DOMAIN', help: 'about this domain only' },
      kind: { type: 'string', value: 'aggregate|tls|failure', help: 'of this kind only' },
      state: { type: 'string', value: 'taken|refused', help: 'in this state only' },
      limit: limitOption,
    },
    run: async ({ options: { limit, domain, kind, state }, out }) =>
      out.rows<Report>(await every(api.list, { query: { domain, kind, state } }, limit), [
        { title: 'ID', of: (row) => row.id },
        { title: 'KIND', of: (row) => row.kind },
        { title: 'REPORTER', of: (row) => row.organisation },
        { title: 'DOMAIN', of: (row) => row.domain },
        { title: 'BEGINS', of: (row) => row.beginsAt },
        { title: 'MESSAGES', of: (row) => row.messages, align: 'right' },
        { title: 'GOOD', of: (row) => percent(row.good, row.messages), align: 'right' },
        { title: 'STATE', of: (row) => (row.refusal ? `refused: ${row.refusal.code}` : row.state) },
      ]),
  }),
  command({
    noun: 'report',
    verb: 'show',
    args: ['ID'],
    summary: 'Show one report with its records',
    options: {},
    run: async ({ args: [id = ''], out }) => out.record((await call(api.get, { params: { id } })).data),
  }),
  command({
    noun: 'report',
    verb: 'original',
    args: ['ID', 'FILE'],
    summary: 'Write the file or mail that a report came in',
    options: {},
    run: async ({ args: [id = '', file = ''], out }) => {
      const content = await callFile(api.original, { params: { id } })
      writeFileSync(file, content, { flag: 'wx', mode: 0o600 })
      out.say(`${content.length} bytes are in ${file}`)
    },
  }),
  command({
    noun: 'report',
    verb: 'senders',
    args: ['DOMAIN'],
    summary: 'List who sends in the name of a domain, and what of it is aligned',
    options: { days: daysOption },
    run: async ({ args: [id = ''], options, out }) => {
      const { data } = await call(api.ofDomain, { params: { id }, query: { days: options.days } })
      out.rows(data.senders, [
        { title: 'SENDER', of: (row) => row.name },
        { title: 'WHO', of: (row) => `${row.kind}, ${row.role}` },
        { title: 'MESSAGES', of: (row) => row.messages, align: 'right' },
        { title: 'ALIGNED', of: (row) => percent(row.aligned, row.messages), align: 'right' },
        { title: 'SENT ON', of: (row) => row.forwarded, align: 'right' },
        { title: 'DKIM', of: (row) => row.why.dkim },
        { title: 'SPF', of: (row) => row.why.spf },
      ])
    },
  }),
  command({
    noun: 'report',
    verb: 'advice',
    args: ['DOMAIN'],
    summary: 'Say whether a stricter DMARC policy is safe',
    options: {},
    run: async ({ args: [id = ''], out }) => out.record((await call(api.advice, { params: { id } })).data),
  }),
  command({
    noun: 'report',
    verb: 'inbox',
    args: [],
    summary: 'Show or set the mailbox that reports are taken from',
    options: {
      mailbox: { type: 'string', value: 'ADDRESS', help: 'of a host here: watched with an app password that the panel makes for itself' },
      host: { type: 'string', value: 'SERVER', help: 'that speaks IMAP' },
      port: { type: 'string', value: 'PORT', help: '993 when left out' },
      security: { type: 'string', value: 'tls|starttls', help: 'how the connection is encrypted' },
      user: { type: 'string', value: 'NAME', help: 'to sign in with; the password is asked for, or read from standard input' },
      folder: { type: 'string', value: 'FOLDER', help: 'that is read; INBOX when left out' },
      private: { type: 'string', value: 'yes|no', help: 'the server may lie in a private network' },
      days: { type: 'string', value: 'DAYS', help: 'how long reports are kept' },
      watch: { type: 'string', value: 'yes|no', help: 'read it every five minutes' },
      test: { type: 'boolean', help: 'sign in as it is set, and change nothing' },
      read: { type: 'boolean', help: 'read it soon' },
    },
    run: async ({ options, out }) => {
      const { test, read, host, port, security, user, folder, days } = options
      const wanted = said({ host, port, security, user, folder, days, allowPrivate: options.private, enabled: options.watch })
      if (test) {
        const { problem, messages } = (await call(api.testInbox)).data
        if (problem) throw new CommandFailure([`The mailbox cannot be read: ${problem}`])
        return out.say(`The mailbox can be read; ${messages} messages are in its folder.`)
      }
      if (read) {
        await call(api.readInbox)
        return out.say('The mailbox is read soon.')
      }
      const { version, ...inbox } = (await call(api.inbox)).data
      if (options.mailbox !== undefined)
        return tellSaved(out, `${options.mailbox} is watched`, await call(api.chooseInbox, { body: { address: options.mailbox }, version }))
      if (Object.keys(wanted).length === 0) return out.record({ version, ...inbox })
      const password = user === undefined ? {} : { password: await readPassword('Password of the mailbox', false) }
      tellSaved(out, 'The mailbox for reports is set', await call(api.updateInbox, { body: { ...wanted, ...password }, version }))
    },
  }),
]
