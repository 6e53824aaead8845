import { aliasOperations as api } from '#lib/web/api/aliases'
import { addressCommands, updateOne } from './address-commands'
import { call } from './api-client'
import { bulkCommand } from './bulk'
import { command } from './command'
import { every, limitOption, said } from './every'
import { tellSaved, waitOption, waitQuery } from './saved'

const settings = {
  to: { type: 'string', multiple: true, value: 'ADDRESS', help: 'where it points' },
  expires: { type: 'string', value: 'DATE', help: 'when it ends; "" is never' },
  note: { type: 'string', help: 'for administrators' },
  wait: waitOption,
} as const

export const aliasCommands = [
  command({
    noun: 'alias',
    verb: 'list',
    args: [],
    summary: 'List aliases and catch-alls',
    options: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      owner: { type: 'string', value: 'MAILBOX', help: 'made by the person of this mailbox' },
      search: { type: 'string', help: 'part of the address, note or a destination' },
      limit: limitOption,
    },
    run: async ({ options, out }) =>
      out.rows(
        await every(api.list, { query: said({ domain: options.domain, owner: options.owner, search: options.search }) }, options.limit),
        [
          { title: 'ALIAS', of: (row) => row.unicodeAddress },
          {
            title: 'TO',
            of: (row) =>
              row.destinationCount > row.destinations.length
                ? [...row.destinations, `and ${row.destinationCount - row.destinations.length} more`]
                : row.destinations,
          },
          { title: 'MADE BY', of: (row) => row.owner?.address },
          { title: 'ENABLED', of: (row) => row.enabled },
          { title: 'EXPIRES', of: (row) => row.expiresAt },
        ],
      ),
  }),
  command({
    noun: 'alias',
    verb: 'create',
    args: ['ADDRESS'],
    summary: 'Add an alias; @DOMAIN is its catch-all',
    options: { ...settings, disabled: { type: 'boolean', help: 'without effect yet' } },
    run: async ({ args: [address = ''], options, out }) => {
      const body = said({
        address,
        destinations: options.to,
        expiresAt: options.expires,
        note: options.note,
        enabled: options.disabled ? false : undefined,
      })
      const answer = await call(api.create, { body, query: waitQuery(options.wait) })
      tellSaved(
        out,
        `${answer.data.unicodeAddress} points to ${answer.data.destinationCount === 1 ? answer.data.destinations[0] : `${answer.data.destinationCount} addresses`} now`,
        answer,
      )
    },
  }),
  command({
    noun: 'alias',
    verb: 'update',
    args: ['ADDRESS'],
    summary: 'Change what is named; --to replaces all destinations',
    options: settings,
    run: async ({ args: [id = ''], options, out }) => {
      const body = said({ destinations: options.to, expiresAt: options.expires, note: options.note })
      tellSaved(out, `${id} was changed`, await updateOne(api, id, body, options.wait))
    },
  }),
  ...addressCommands('alias', api, {
    arg: 'ADDRESS',
    enable: 'Let it point again',
    disable: 'Let it point nowhere, and keep it',
    remove: 'Delete an alias',
  }),
  bulkCommand('alias', api, {
    arg: 'ADDRESS',
    actions: 'enable|disable|delete',
    filters: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address, note or a destination' },
    },
  }),
]
