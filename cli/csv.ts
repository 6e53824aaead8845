import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { csvOperations as api } from '#lib/web/api/csv'
import { taskOperations as tasks } from '#lib/web/api/tasks'
import type { ResponseOf } from '#lib/web/operation'
import { sentence } from '#lib/web/sentence'
import { call, callLong, callText } from './api-client'
import { command } from './command'
import { CommandFailure, UsageError } from './failure'
import type { Output } from './output'
import { waitOption } from './saved'
import { follow, isTask, tellTask } from './task'

const exports = { domains: api.exportDomains, mailboxes: api.exportMailboxes, aliases: api.exportAliases, groups: api.exportGroups }
const imports = { mailboxes: api.importMailboxes, aliases: api.importAliases, groups: api.importGroups }

function kindIn<O extends object>(kinds: O, word: string): O[keyof O] {
  if (Object.hasOwn(kinds, word)) return kinds[word as keyof O]
  throw new UsageError(`say one of ${Object.keys(kinds).join(', ')}`)
}

export const csvCommands = [
  command({
    noun: 'csv',
    verb: 'export',
    args: [Object.keys(exports).join('|')],
    summary: 'Write CSV to standard output',
    options: { domain: { type: 'string', value: 'DOMAIN', help: 'of this domain only' } },
    run: async ({ args: [kind = ''], options, out }) => {
      for await (const text of callText(kindIn(exports, kind), { query: { domain: options.domain } })) out.raw(text)
    },
  }),
  command({
    noun: 'csv',
    verb: 'import',
    args: [Object.keys(imports).join('|'), 'FILE'],
    summary: 'Make what the file names: all lines or none',
    options: { 'dry-run': { type: 'boolean', help: 'save nothing, but name every mistake' }, wait: waitOption },
    run: async ({ args: [kind = '', file = ''], options, out }) => {
      const operation = kindIn(imports, kind)
      const body = await readFile(file, 'utf8')
      if (options['dry-run']) return tellDryRun(out, (await call(operation, { body, query: { dryRun: 'true' } })).data)
      const started = await callLong(operation, { body, query: { fileName: basename(file), wait: 'saved' } })
      if (!isTask(started)) throw new Error('an import is a task')
      const answer = await follow(out, started, options.wait)
      const { id, changed, total, passwordsUntil } = answer.data
      const passwords = passwordsUntil === null ? [] : (await call(tasks.takePasswords, { params: { id } })).data
      tellTask(out, `${changed} of ${total} lines are ${kind} now`, answer, passwords)
    },
  }),
]

type DryRun = ResponseOf<typeof api.importMailboxes>['data']

function tellDryRun(out: Output, report: DryRun): void {
  const { mistakes, mistakesTotal, lines } = report
  const sentences = mistakes.map(
    ({ line, column, code, values }) =>
      `line ${line}${column === null ? '' : `, ${column}`}: ${sentence('en', 'refusal', code, values) ?? code}`,
  )
  if (mistakesTotal > 0) throw new CommandFailure([...sentences, `${mistakesTotal} mistakes in ${lines} lines. Nothing was saved.`], report)
  if (out.json) out.record({ data: report })
  else out.say(`${lines} lines without a mistake. Nothing was saved.`)
}
