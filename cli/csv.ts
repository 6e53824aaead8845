import { readFile } from 'node:fs/promises'
import { csvOperations as api } from '#lib/web/api/csv'
import { sentence } from '#lib/web/sentence'
import { call, callText } from './api-client'
import { command } from './command'
import { CommandFailure, UsageError } from './failure'
import { tellSaved, waitOption, waitQuery } from './saved'

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
      const body = await readFile(file, 'utf8')
      const answer = await call(kindIn(imports, kind), {
        body,
        query: { ...waitQuery(options.wait), dryRun: options['dry-run'] ? 'true' : 'false' },
      })
      const { mistakes, mistakesTotal, lines, saved, generatedPasswords } = answer.data
      const sentences = mistakes.map(
        ({ line, column, code, values }) =>
          `line ${line}${column === null ? '' : `, ${column}`}: ${sentence('en', 'refusal', code, values) ?? code}`,
      )
      if (mistakesTotal > 0)
        throw new CommandFailure([...sentences, `${mistakesTotal} mistakes in ${lines} lines. Nothing was saved.`], answer.data)
      if (options['dry-run'] && !out.json) return out.say(`${lines} lines without a mistake. Nothing was saved.`)
      tellSaved(out, `${saved} of ${lines} lines are ${kind} now`, answer)
      if (!out.json) for (const { address, password } of generatedPasswords) out.say(`${address}\t${password}`)
    },
  }),
]
