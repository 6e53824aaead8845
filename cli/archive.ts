import { formatBytes } from '#lib/format'
import { archiveOperations as api } from '#lib/web/api/archive'
import { orphanOperations as orphans } from '#lib/web/api/orphans'
import { call } from './api-client'
import { command } from './command'
import { every, limitOption } from './every'
import { CommandFailure } from './failure'
import { tellSaved, waitOption, waitQuery } from './saved'

/** By id, or the address when only one mailbox of that address is so. */
async function idOfArchived(word: string, state: 'kept' | 'failed' = 'kept'): Promise<string> {
  if (!word.includes('@')) return word
  const rows = (await every(api.list, { query: { search: word, state } }, '20')).filter((row) => row.address === word.toLowerCase())
  const [only] = rows
  if (only === undefined)
    throw new CommandFailure([state === 'kept' ? `No mail of ${word} is kept.` : `No host refused to move mail of ${word}.`])
  if (rows.length > 1)
    throw new CommandFailure([
      `${word} was deleted more than once. Name one by its id:`,
      ...rows.map((row) => `${row.id} of ${row.deletedAt}`),
    ])
  return only.id
}

export const archiveCommands = [
  command({
    noun: 'archive',
    verb: 'list',
    args: [],
    summary: 'List mail of deleted mailboxes that is kept',
    options: {
      domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
      search: { type: 'string', help: 'part of the address' },
      limit: limitOption,
    },
    run: async ({ options, out }) =>
      out.rows(await every(api.list, { query: { domain: options.domain, search: options.search } }, options.limit), [
        { title: 'ID', of: (row) => row.id },
        { title: 'MAILBOX', of: (row) => row.unicodeAddress },
        { title: 'STATE', of: (row) => row.errorCode ?? row.state },
        { title: 'SIZE', of: (row) => (row.bytes === null ? null : formatBytes(row.bytes, 'en')), align: 'right' },
        { title: 'DELETED', of: (row) => row.deletedAt },
        { title: 'KEPT UNTIL', of: (row) => row.purgeAfter },
      ]),
  }),
  command({
    noun: 'archive',
    verb: 'restore',
    args: ['ADDRESS'],
    summary: 'Bring a deleted mailbox back with its mail',
    options: { wait: waitOption },
    run: async ({ args: [word = ''], options, out }) => {
      const answer = await call(api.restore, { params: { id: await idOfArchived(word) }, query: waitQuery(options.wait) })
      tellSaved(out, `${answer.data.address} is a mailbox again`, answer)
    },
  }),
  command({
    noun: 'archive',
    verb: 'retry',
    args: ['ADDRESS'],
    summary: 'Move mail again that its host refused to move',
    options: {},
    run: async ({ args: [word = ''], out }) =>
      tellSaved(out, `The mail of ${word} is moved again`, await call(api.retry, { params: { id: await idOfArchived(word, 'failed') } })),
  }),
  command({
    noun: 'archive',
    verb: 'purge',
    args: ['ADDRESS'],
    summary: 'Remove the kept mail for good',
    options: {},
    run: async ({ args: [word = ''], out }) =>
      tellSaved(out, `The mail of ${word} is removed`, await call(api.purge, { params: { id: await idOfArchived(word) } })),
  }),
  command({
    noun: 'orphan',
    verb: 'list',
    args: [],
    summary: 'List what points at addresses that do not exist here',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(orphans.list)).data.orphans, [
        { title: 'KIND', of: (row) => row.kind },
        { title: 'OF', of: (row) => row.owner },
        { title: 'POINTS AT', of: (row) => row.target },
        { title: 'OWNER ID', of: (row) => row.ownerId },
      ]),
  }),
  command({
    noun: 'orphan',
    verb: 'remedy',
    args: ['KIND', 'OWNER-ID', 'TARGET'],
    summary: 'Take away one thing that points nowhere',
    options: { wait: waitOption },
    run: async ({ args: [kind = '', ownerId = '', target = ''], options, out }) =>
      tellSaved(
        out,
        `${target} is taken away`,
        await call(orphans.remedy, { body: { kind, ownerId, target }, query: waitQuery(options.wait) }),
      ),
  }),
]
