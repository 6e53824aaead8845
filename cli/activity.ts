import { activityOperations as api } from '#lib/web/api/activity'
import { mailboxOperations } from '#lib/web/api/mailboxes'
import { call } from './api-client'
import { command } from './command'
import { every, limitOption } from './every'
import { CommandFailure } from './failure'
import { tellSaved } from './saved'

const silent = () => new CommandFailure(['The mail host does not answer now.'])

/** What mail programs do with a mailbox. */
export const activityCommands = [
  command({
    noun: 'mailbox',
    verb: 'sign-ins',
    args: ['ADDRESS'],
    summary: 'List sign-ins of mail programs, newest first',
    options: { limit: limitOption },
    run: async ({ args: [id = ''], options, out }) =>
      out.rows(await every(api.signIns, { params: { id } }, options.limit), [
        { title: 'WHEN', of: (row) => row.at },
        { title: 'RESULT', of: (row) => row.result },
        { title: 'BY', of: (row) => row.protocol },
        { title: 'FROM', of: (row) => row.clientAddress },
        { title: 'APP PASSWORD', of: (row) => row.appPassword },
        { title: 'TIMES', of: (row) => row.times, align: 'right' },
      ]),
  }),
  command({
    noun: 'mailbox',
    verb: 'sessions',
    args: ['ADDRESS'],
    summary: 'List the mail programs that are connected now',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.sessions, { params: { id } })
      if (data === null) throw silent()
      out.rows(data, [
        { title: 'FROM', of: (row) => row.clientAddress },
        { title: 'BY', of: (row) => row.protocol },
        { title: 'CONNECTIONS', of: (row) => row.connections, align: 'right' },
      ])
    },
  }),
  command({
    noun: 'mailbox',
    verb: 'end-sessions',
    args: ['ADDRESS'],
    summary: 'End the sessions of mail programs; one whose password still works comes back',
    options: { from: { type: 'string', value: 'IP', help: 'those from this address alone' } },
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(
        out,
        'The sessions are ended',
        await call(api.endSessions, { params: { id }, body: { clientAddress: options.from ?? null } }),
      ),
  }),
  command({
    noun: 'mailbox',
    verb: 'folders',
    args: ['ADDRESS'],
    summary: 'List the largest folders',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.folders, { params: { id } })
      if (data === null) throw silent()
      out.rows(data.folders, [
        { title: 'FOLDER', of: (row) => row.name },
        { title: 'MESSAGES', of: (row) => row.messages, align: 'right' },
        { title: 'BYTES', of: (row) => row.bytes, align: 'right' },
      ])
    },
  }),
  command({
    noun: 'mailbox',
    verb: 'remove-second-factor',
    args: ['ADDRESS'],
    summary: 'Let a person who lost app and recovery codes into their pages with the password alone',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      tellSaved(out, `${id} has no second factor now`, await call(mailboxOperations.removeSecondFactor, { params: { id } })),
  }),
]
