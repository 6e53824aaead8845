// Typed rules in, a Sieve script out (RFC 5228). The only place where Sieve is worded. Whatever a person typed stands inside a string of
// printable ASCII without quote, backslash or dollar: everything else is written as ${unicode:…} (RFC 5228 2.4.2.4), so no text can end
// its string, and no script has a line that depends on one. `variables` is not required, so nothing else is ever substituted. Pure.
import type { Action, Condition, Filter, MailboxRules, Match, Vacation } from '#lib/protocol/rules'

const extensions = ['encoded-character', 'fileinto', 'mailbox', 'copy', 'imap4flags', 'vacation', 'date', 'relational']
/** What rspamd and SpamAssassin write. */
const spam = 'anyof(header :contains "X-Spam" "Yes", header :contains "X-Spam-Flag" "YES")'

export function renderSieve({ vacation, filters }: MailboxRules, separator: string): string {
  const rules = filters.filter(({ enabled }) => enabled).map((filter) => renderFilter(filter, separator))
  const blocks = [...(vacation ? [renderVacation(vacation)] : []), ...rules]
  return `# Made by Postern from this mailbox's rules.\nrequire [${extensions.map(text).join(', ')}];\n${blocks.join('\n')}\n`
}

export function text(value: string): string {
  const safe = [...value].map((character) =>
    /[\x20-\x7e]/.test(character) && !/["\\$]/.test(character) ? character : `\${unicode:${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
  return `"${safe.join('')}"`
}

/** What is answered to lists, to machines and to bulk mail, and who was answered already, is Pigeonhole's to know (RFC 5230 4.6). */
function renderVacation({ subject, text: body, days, from, until, addresses }: Vacation): string {
  const tests = [
    `not ${spam}`,
    ...(from === null ? [] : [`currentdate :zone "+0000" :value "ge" "iso8601" ${text(utc(from))}`]),
    ...(until === null ? [] : [`currentdate :zone "+0000" :value "lt" "iso8601" ${text(utc(until))}`]),
  ]
  const known = addresses.length > 0 ? ` :addresses [${addresses.map(text).join(', ')}]` : ''
  return `if allof(${tests.join(', ')}) {\n  vacation :days ${days} :subject ${text(subject)}${known} ${text(body.replaceAll('\n', '\r\n'))};\n}`
}

/** Without its final Z: Pigeonhole writes the zone its own way, and the order of texts is that of instants up to there. */
const utc = (instant: string) => new Date(instant).toISOString().slice(0, 19)

function renderFilter({ name, match, conditions, actions, stop }: Filter, separator: string): string {
  const tests = conditions.map(renderCondition)
  const test = match === 'always' || tests.length === 0 ? 'true' : `${match === 'all' ? 'allof' : 'anyof'}(${tests.join(', ')})`
  const steps = [...actions].sort((a, b) => order.indexOf(a.do) - order.indexOf(b.do)).map((one) => renderAction(one, separator))
  return `# rule ${text(name)}\nif ${test} {\n${[...steps, ...(stop ? ['stop;'] : [])].map((step) => `  ${step}\n`).join('')}}`
}

function renderCondition(condition: Condition): string {
  if (condition.field === 'size') return `size :${condition.over ? 'over' : 'under'} ${condition.bytes}`
  if (condition.field === 'spam') return `${condition.not ? 'not ' : ''}${spam}`
  const { field, match, text: wanted, not } = condition
  const header = text(condition.field === 'header' ? condition.name : field)
  // An address is compared without the name before it; "contains" and patterns look at both.
  const isAddress = ['from', 'to', 'cc'].includes(field) && ['is', 'begins', 'ends'].includes(match)
  const { type, key } = matchOf(match, wanted)
  return `${not ? 'not ' : ''}${isAddress ? 'address :all' : 'header'} :${type} ${header} ${text(key)}`
}

/** A person's `*` and `?` are patterns only where they asked for patterns. */
function matchOf(match: Match, wanted: string): { type: 'contains' | 'is' | 'matches'; key: string } {
  if (match === 'contains' || match === 'is') return { type: match, key: wanted }
  const literal = wanted.replaceAll(/[\\*?]/g, '\\$&')
  return { type: 'matches', key: match === 'begins' ? `${literal}*` : match === 'ends' ? `*${literal}` : wanted }
}

/** Marks come first, for they hold for every copy that is stored behind them. */
const order: readonly Action['do'][] = ['read', 'flag', 'copy', 'forward', 'move', 'discard']

function renderAction(action: Action, separator: string): string {
  switch (action.do) {
    case 'read':
      return `addflag ${text('\\Seen')};`
    case 'flag':
      return `addflag ${text('\\Flagged')};`
    case 'copy':
      return `fileinto :copy :create ${text(action.folder.replaceAll('/', separator))};`
    case 'move':
      return `fileinto :create ${text(action.folder.replaceAll('/', separator))};`
    case 'forward':
      return `redirect ${action.keep ? ':copy ' : ''}${text(action.to)};`
    case 'discard':
      return 'discard;'
  }
}
