import { containmentOperations as api } from '#lib/web/api/containment'
import { call } from './api-client'
import { command } from './command'
import { tellSaved } from './saved'

/** Mailboxes that somebody else may be in. */
export const containmentCommands = [
  command({
    noun: 'mailbox',
    verb: 'unusual',
    args: [],
    summary: 'List mailboxes that do what they never did',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.signals, {})).data, [
        { title: 'MAILBOX', of: (row) => row.mailbox.address },
        { title: 'SIGNAL', of: (row) => row.kind },
        {
          title: 'VALUES',
          of: (row) =>
            Object.entries(row.values)
              .map(([name, value]) => `${name} ${value}`)
              .join(', '),
        },
        { title: 'SEEN', of: (row) => row.seenAt },
        { title: 'CLOSED', of: (row) => (row.contained ? 'yes' : 'no') },
      ]),
  }),
  command({
    noun: 'mailbox',
    verb: 'contain',
    args: ['ADDRESS'],
    summary: 'Close a mailbox that a stranger is in: no sending, no password, no session, no app password',
    options: {
      'clear-recovery': { type: 'boolean', help: 'remove the recovery address' },
      'stop-forwards': { type: 'boolean', help: 'remove its forwardings' },
      'stop-filters': { type: 'boolean', help: 'turn off its filters' },
    },
    run: async ({ args: [id = ''], options, out }) => {
      const body = {
        clearRecovery: options['clear-recovery'] === true,
        stopForwards: options['stop-forwards'] === true,
        stopFilters: options['stop-filters'] === true,
      }
      tellSaved(out, `${id} is closed`, await call(api.contain, { params: { id }, body }))
    },
  }),
  command({
    noun: 'mailbox',
    verb: 'release',
    args: ['ADDRESS'],
    summary: 'Let a mailbox that was closed send again',
    options: {},
    run: async ({ args: [id = ''], out }) => tellSaved(out, `${id} may send again`, await call(api.release, { params: { id } })),
  }),
]
