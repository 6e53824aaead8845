import { outgoingOperations } from '#lib/web/api/outgoing'
import { settingsOperations as api } from '#lib/web/api/settings'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { tellSaved } from './saved'

export const settingsCommands = [
  command({
    noun: 'settings',
    verb: 'messages',
    args: [],
    summary: 'List the messages that Postern sent lately, and what became of them',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(outgoingOperations.list)).data, [
        { title: 'ASKED FOR', of: (row) => row.createdAt },
        { title: 'MESSAGE', of: (row) => row.kind },
        { title: 'TO', of: (row) => row.recipient },
        { title: 'STATE', of: (row) => row.state },
        { title: 'REASON', of: (row) => row.errorCode },
      ]),
  }),
  command({
    noun: 'settings',
    verb: 'show',
    args: [],
    summary: 'Show the settings of the panel',
    options: {},
    run: async ({ out }) => out.record((await call(api.get)).data),
  }),
  command({
    noun: 'settings',
    verb: 'update',
    args: [],
    summary: 'Change what is named',
    options: {
      'archive-days': { type: 'string', value: 'DAYS', help: 'how long the mail of a deleted mailbox is kept' },
      sender: { type: 'string', value: 'ADDRESS', help: 'from where Postern sends its own messages; "" sends none' },
      name: { type: 'string', help: 'of the panel, beside the sender' },
      webmail: { type: 'string', value: 'URL', help: 'where people read mail in a browser; "" is nowhere' },
      'webmail-sign-on': {
        type: 'string',
        multiple: true,
        value: '"URL ADDRESS…"',
        help: 'a webmail that opens for who is signed in, and the addresses that it asks from; "" is none',
      },
      'second-factor': { type: 'string', value: 'ROLES', help: 'roles that must have one, with commas between; none when empty' },
      'sign-in-days': { type: 'string', value: 'DAYS', help: 'how long sign-in attempts are kept' },
      'unusual-mail': { type: 'string', value: 'on|off', help: 'whether unusual activity of a mailbox is mailed' },
      locale: { type: 'string', value: 'en|es', help: 'of people who have not chosen' },
    },
    run: async ({ options, out }) => {
      const { data } = await call(api.get)
      const body = said({
        archiveDays: options['archive-days'],
        defaultLocale: options.locale,
        senderAddress: options.sender,
        panelName: options.name,
        webmailUrl: options.webmail,
        webmailSignOn: options['webmail-sign-on']?.filter(Boolean),
        secondFactorRoles: options['second-factor']?.split(',').filter(Boolean),
        signInDays: options['sign-in-days'],
        unusualMail: options['unusual-mail'],
      })
      tellSaved(out, 'The settings were changed', await call(api.update, { body, version: data.version }))
    },
  }),
]
