import { appPasswordOperations as api } from '#lib/web/api/app-passwords'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { tellSaved, waitOption, waitQuery } from './saved'
import { showPassword } from './secret-input'

const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const

export const appPasswordCommands = [
  command({
    noun: 'app-password',
    verb: 'list',
    args: ['MAILBOX'],
    summary: 'List the passwords of single mail programs, without the passwords',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.list, { params: { id } })).data, [
        { title: 'ID', of: (row) => row.id },
        { title: 'FOR', of: (row) => row.name },
        { title: 'OPENS', of: (row) => protocols.filter((protocol) => row[protocol]) },
        { title: 'FROM', of: (row) => row.networks },
        { title: 'UNTIL', of: (row) => row.expiresAt },
        { title: 'LAST USED', of: (row) => row.lastUsed?.at ?? null },
        { title: 'BY', of: (row) => row.lastUsed && `${row.lastUsed.protocol} ${row.lastUsed.clientAddress ?? ''}`.trim() },
      ]),
  }),
  command({
    noun: 'app-password',
    verb: 'create',
    args: ['MAILBOX', 'NAME'],
    summary: 'Make one; it is shown once',
    options: {
      imap: { type: 'string', value: 'yes|no', help: 'for reading by IMAP; yes when left out' },
      pop3: { type: 'string', value: 'yes|no', help: 'for fetching by POP3' },
      submission: { type: 'string', value: 'yes|no', help: 'for sending; yes when left out' },
      sieve: { type: 'string', value: 'yes|no', help: 'for filters' },
      from: { type: 'string', value: 'NETWORKS', help: 'from these addresses and networks alone, with commas between' },
      until: { type: 'string', value: 'DATE', help: 'such as 2026-12-31T18:00Z' },
      wait: waitOption,
    },
    run: async ({ args: [id = '', name = ''], options, out }) => {
      const { imap, pop3, submission, sieve, from: networks, until: expiresAt } = options
      const body = { name, ...said({ imap, pop3, submission, sieve, networks, expiresAt }) }
      const answer = await call(api.create, { params: { id }, body, query: waitQuery(options.wait) })
      const { password, ...data } = answer.data
      tellSaved(out, `${id} has an app password for ${name}`, { ...answer, data: { ...data, generatedPassword: password } })
      showPassword(out, password)
    },
  }),
  command({
    noun: 'app-password',
    verb: 'revoke',
    args: ['MAILBOX', 'ID'],
    summary: 'Revoke one; what it opened ends',
    options: { wait: waitOption },
    run: async ({ args: [id = '', appPassword = ''], options, out }) =>
      tellSaved(out, 'It is revoked', await call(api.revoke, { params: { id, appPassword }, query: waitQuery(options.wait) })),
  }),
  command({
    noun: 'app-password',
    verb: 'revoke-all',
    args: ['MAILBOX'],
    summary: 'Revoke all of a mailbox',
    options: { wait: waitOption },
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(out, `${id} has no app passwords now`, await call(api.revokeAll, { params: { id }, query: waitQuery(options.wait) })),
  }),
]
