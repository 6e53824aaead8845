import { hostOperations as api } from '#lib/web/api/hosts'
import { updateOne } from './address-commands'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { CommandFailure } from './failure'
import { tellSaved, waitOption } from './saved'

export const hostCommands = [
  command({
    noun: 'host',
    verb: 'list',
    args: [],
    summary: 'List mail hosts',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.list)).data, [
        { title: 'HOST', of: (row) => row.name },
        { title: 'ADDRESS', of: (row) => row.address },
        {
          title: 'STATE',
          of: (row) =>
            row.unreachableSince
              ? `no answer since ${row.unreachableSince}`
              : row.heldAtGeneration !== null
                ? `held at ${row.heldAtGeneration}`
                : 'in order',
        },
        { title: 'POSTFIX', of: (row) => row.agent?.postfix?.version },
        { title: 'DOVECOT', of: (row) => row.agent?.dovecot?.version },
        { title: 'DOMAINS', of: (row) => row.domains, align: 'right' },
        { title: 'PENDING', of: (row) => row.domainsPending, align: 'right' },
        { title: 'FAILED', of: (row) => row.domainsFailed, align: 'right' },
        { title: 'DRIFTED', of: (row) => row.domainsDrifted, align: 'right' },
      ]),
  }),
  command({
    noun: 'host',
    verb: 'show',
    args: ['HOST'],
    summary: 'Show a mail host',
    options: {},
    run: async ({ args: [id = ''], out }) => out.record((await call(api.get, { params: { id } })).data),
  }),
  command({
    noun: 'host',
    verb: 'update',
    args: ['HOST'],
    summary: 'Change what is named',
    options: {
      name: { type: 'string', help: 'how the panel calls it' },
      address: { type: 'string', value: 'ADDRESS', help: 'where the panel reaches it' },
      note: { type: 'string', help: 'for administrators' },
      relay: { type: 'string', value: 'SERVER', help: 'smart host that takes all that leaves; "" is none' },
      'relay-port': { type: 'string', value: 'PORT', help: 'of the smart host' },
      'relay-tls': { type: 'string', value: 'may|encrypt|verify', help: 'towards the smart host' },
      webmail: { type: 'string', value: 'URL', help: 'where people of its domains read mail; "" as the panel says, none is nowhere' },
      wait: waitOption,
    },
    run: async ({ args: [id = ''], options, out }) => {
      const body = said({
        name: options.name,
        address: options.address,
        note: options.note,
        relayServer: options.relay,
        relayPort: options['relay-port'],
        relayTls: options['relay-tls'],
        webmailUrl: options.webmail,
      })
      tellSaved(out, `${id} was changed`, await updateOne(api, id, body, options.wait))
    },
  }),
  command({
    noun: 'host',
    verb: 'config',
    args: ['HOST'],
    summary: 'Show what would change in the configuration of Postfix and Dovecot',
    options: { apply: { type: 'string', value: 'DIGEST', help: 'do what was shown under this digest' } },
    run: async ({ args: [id = ''], options, out }) => {
      if (options.apply !== undefined)
        return out.record((await call(api.applyConfig, { params: { id }, body: { digest: options.apply } })).data)
      const { data } = await call(api.config, { params: { id } })
      if (out.json) return out.record(data)
      if (data.changes.length === 0) return out.say('Nothing would change.')
      for (const change of data.changes) for (const line of [`${change.file}:`, ...change.diff.split('\n')]) out.say(line)
      out.say(`Do it with --apply ${data.digest}`)
    },
  }),
  command({
    noun: 'host',
    verb: 'delete',
    args: ['HOST'],
    summary: 'Forget a host on which nothing lives any more',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { data } = await call(api.get, { params: { id } })
      if (data.domains > 0) throw new CommandFailure([`${data.name} still has ${data.domains} domains: move or delete them first.`])
      tellSaved(out, `${data.name} is forgotten`, await call(api.remove, { params: { id: data.id }, version: data.version }))
    },
  }),
]
