import { routingOperations as api } from '#lib/web/api/routing'
import { call } from './api-client'
import { command } from './command'

const agreement = (same: boolean | null): string => (same === null ? 'not asked' : same ? 'same' : 'DIFFERS')

export const routingCommands = [
  command({
    noun: 'routing',
    verb: 'recipient',
    args: ['ADDRESS'],
    summary: 'Show where mail for an address would go, and what the host answers',
    options: {},
    run: async ({ args: [address = ''], out }) => {
      const route = (await call(api.route, { query: { address } })).data
      if (out.json) return out.record(route)
      out.rows(route.steps, [
        { title: 'ADDRESS', of: ({ depth, address: own }) => `${'  '.repeat(depth)}${own}` },
        { title: 'IS', of: ({ kind }) => kind },
        { title: 'MAIL', of: ({ fate }) => fate },
        { title: 'NOTES', of: ({ notes }) => notes.map(({ code }) => code) },
        { title: 'HOST', of: ({ lookups }) => [...new Set(lookups.map(({ same }) => agreement(same)))] },
      ])
    },
  }),
  command({
    noun: 'routing',
    verb: 'sender',
    args: ['MAILBOX', 'SENDER'],
    summary: 'Show whether who signs in as a mailbox may send as an address',
    options: {},
    run: async ({ args: [login = '', sender = ''], out }) => {
      const answer = (await call(api.sending, { query: { login, sender } })).data
      if (out.json) return out.record(answer)
      out.say(`${answer.allowed ? 'Yes' : 'No'}: ${answer.reason}.`)
      for (const { key, answer: told, same } of answer.lookups)
        out.say(`smtpd_sender_login_maps ${key}: ${told ?? 'no answer'} (${agreement(same)})`)
    },
  }),
]
