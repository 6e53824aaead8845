// NAME     lookup - what Postfix's tables answer
// INPUT    questions: a list of tables of main.cf, by its name out of a closed list, and a key
// OUTPUT   the first answer of that list, null for none; in the order of the questions
// WRITES   nothing
// ERRORS   map_failed: a table of the list cannot be read
// BUGS     Keys are asked as they are given, which is one of several that Postfix makes of an address (virtual(5)). Files of key patterns in
//          domain lists (`!pattern`, `/file`) are not asked. Tables of smtpd are asked from outside its chroot.
import { type LookupTable, lookupTables } from '#lib/protocol/queue'
import { AgentError } from '../agent-error'
import { splitItems } from '../config/wish'
import type { Deadline } from '../deadline'
import { labelPath, requireDaemons } from '../mail-host'
import { tableLabel } from '../render/table-names'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

export const lookup: Handler<'lookup'> = async (session, { questions }, deadline) => {
  const { postfix } = requireDaemons(session.host)
  const answers = new Map<string, string>()
  for (const table of lookupTables) {
    const keys = [...new Set(questions.filter((question) => question.table === table).map(({ key }) => key.toLowerCase()))]
    if (keys.length === 0) continue
    const items =
      table === 'recipients' ? [`${postfix.mapType}:${labelPath(session.host, tableLabel('recipients'))}`] : await itemsOf(table, deadline)
    for (const [key, answer] of await answersOf(items, keys, deadline)) answers.set(`${table} ${key}`, answer)
  }
  return { answers: questions.map(({ table, key }) => answers.get(`${table} ${key.toLowerCase()}`)?.slice(0, 4000) ?? null) }
}

async function itemsOf(table: LookupTable, deadline: Deadline): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runProgram('/usr/sbin/postconf', ['-xh', table], { deadlineMs: deadline.leftMs })
  if (exitCode !== 0) throw new AgentError('map_failed', stderr.trim().slice(0, 1000))
  return splitItems(stdout.trim())
}

/** Names that stand in a list of domains themselves are their own answer. */
async function answersOf(items: readonly string[], keys: readonly string[], deadline: Deadline): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const tables = items.filter((item) => /^[a-z]+:/.test(item))
  for (const key of keys) if (items.some((item) => item.toLowerCase() === key)) found.set(key, key)
  if (tables.length === 0) return found
  const stdin = keys.map((key) => `${key}\n`).join('')
  const { stdout, stderr } = await runProgram('/usr/sbin/postmap', ['-q', '-', ...tables], { stdin, deadlineMs: deadline.leftMs })
  // It ends with 1 also when nothing was found: only its words tell.
  if (/^postmap: (?:fatal|error)/m.test(stderr)) throw new AgentError('map_failed', stderr.trim().slice(0, 1000))
  for (const line of stdout.split('\n')) {
    const tab = line.indexOf('\t')
    if (tab > 0 && !found.has(line.slice(0, tab))) found.set(line.slice(0, tab), line.slice(tab + 1))
  }
  return found
}
