import { sendAsOperations as api } from '#lib/web/api/send-as'
import { call } from './api-client'
import { command } from './command'
import { every, limitOption } from './every'
import { CommandFailure } from './failure'
import { tellSaved, waitOption, waitQuery } from './saved'

export const sendAsCommands = [
  command({
    noun: 'send-as',
    verb: 'list',
    args: [],
    summary: 'List who may send as whom, beside their own addresses',
    options: {
      mailbox: { type: 'string', value: 'ADDRESS', help: 'of this mailbox' },
      sender: { type: 'string', value: 'ADDRESS', help: 'as this sender' },
      limit: limitOption,
    },
    run: async ({ options, out }) =>
      out.rows(await every(api.list, { query: { mailbox: options.mailbox, sender: options.sender } }, options.limit), [
        { title: 'MAILBOX', of: (row) => row.mailbox },
        { title: 'MAY SEND AS', of: (row) => row.unicodeSender },
        { title: 'SINCE', of: (row) => row.createdAt },
      ]),
  }),
  command({
    noun: 'send-as',
    verb: 'grant',
    args: ['MAILBOX', 'SENDER'],
    summary: 'Let a mailbox send as an address, or as @DOMAIN',
    options: { wait: waitOption },
    run: async ({ args: [mailbox = '', sender = ''], options, out }) =>
      tellSaved(
        out,
        `${mailbox} may send as ${sender}`,
        await call(api.grant, { body: { mailbox, sender }, query: waitQuery(options.wait) }),
      ),
  }),
  command({
    noun: 'send-as',
    verb: 'revoke',
    args: ['MAILBOX', 'SENDER'],
    summary: 'Take that right back',
    options: { wait: waitOption },
    run: async ({ args: [mailbox = '', sender = ''], options, out }) => {
      const [grant] = (await call(api.list, { query: { mailbox, sender } })).data
      if (!grant) throw new CommandFailure([`${mailbox} has no right to send as ${sender}.`])
      tellSaved(
        out,
        `${mailbox} may not send as ${sender} any more`,
        await call(api.revoke, { params: { id: grant.id }, query: waitQuery(options.wait) }),
      )
    },
  }),
]
