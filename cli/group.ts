import { groupOperations as api } from '#lib/web/api/groups'
import { addressCommands, updateOne } from './address-commands'
import { call } from './api-client'
import { bulkCommand } from './bulk'
import { command, type OptionValues } from './command'
import { every, limitOption, said } from './every'
import { tellSaved, waitOption, waitQuery } from './saved'

const settings = {
  name: { type: 'string', help: 'how people call it' },
  member: { type: 'string', multiple: true, value: 'ADDRESS', help: 'who gets what is posted' },
  'who-may-post': { type: 'string', value: 'anyone|domain|members|senders', help: 'enforced by the mail host' },
  sender: { type: 'string', multiple: true, value: 'ADDRESS', help: 'who may post when that is "senders"' },
  note: { type: 'string', help: 'for administrators' },
  wait: waitOption,
} as const

const settingsOf = (options: OptionValues<typeof settings>) =>
  said({ name: options.name, members: options.member, whoMayPost: options['who-may-post'], senders: options.sender, note: options.note })

export const groupCommands = [
  command({
    noun: 'group',
    verb: 'list',
    args: [],
    summary: 'List groups',
    options: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address or name' },
      limit: limitOption,
    },
    run: async ({ options, out }) =>
      out.rows(await every(api.list, { query: { domain: options.domain, search: options.search } }, options.limit), [
        { title: 'GROUP', of: (row) => row.unicodeAddress },
        { title: 'NAME', of: (row) => row.name },
        { title: 'MEMBERS', of: (row) => row.memberCount, align: 'right' },
        { title: 'WHO MAY POST', of: (row) => row.whoMayPost },
        { title: 'ENABLED', of: (row) => row.enabled },
      ]),
  }),
  command({
    noun: 'group',
    verb: 'create',
    args: ['ADDRESS'],
    summary: 'Add a group',
    options: settings,
    run: async ({ args: [address = ''], options, out }) => {
      const answer = await call(api.create, { body: { address, ...settingsOf(options) }, query: waitQuery(options.wait) })
      tellSaved(out, `${answer.data.unicodeAddress} is a group of ${answer.data.memberCount} now`, answer)
    },
  }),
  command({
    noun: 'group',
    verb: 'update',
    args: ['ADDRESS'],
    summary: 'Change what is named; --member and --sender replace the whole list',
    options: settings,
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(out, `${id} was changed`, await updateOne(api, id, settingsOf(options), options.wait)),
  }),
  ...addressCommands('group', api, {
    arg: 'ADDRESS',
    enable: 'Let people post again',
    disable: 'Take no post, and keep it',
    remove: 'Delete a group',
  }),
  bulkCommand('group', api, {
    arg: 'ADDRESS',
    actions: 'enable|disable|delete',
    filters: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address or name' },
    },
  }),
]
