// Bounces as RFC 3464 writes them: a part with fields, one group per recipient.
import { fieldsOf } from '#lib/mime/open-mail'
import type { BouncedRecipient } from './bounce'
import { replyIn, statusIn } from './codes'
import { permanenceOf } from './permanence'

const actions: Record<string, BouncedRecipient['action']> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  deliverable: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
}

/** `words`: the part for people, for groups without a diagnostic. */
export function readDeliveryStatus(part: string, words: string): BouncedRecipient[] {
  const groups = part
    // Some mail programs quote the part when they forward it.
    .replace(/^>[ \t]?/gm, '')
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient') || fields.has('action'))
  const flat = words.replace(/\s+/g, ' ')
  return groups.map((fields) => recipientOf(fields, groups.length === 1 ? flat : ''))
}

function recipientOf(fields: Map<string, string[]>, words: string): BouncedRecipient {
  const first = (name: string): string => fields.get(name)?.[0]?.trim() ?? ''
  const written = first('diagnostic-code').replace(/\s+/g, ' ')
  const [, , text = ''] = /^([A-Za-z0-9-]+)\s*;\s*(.*)$/.exec(written) ?? ['', '', written]
  // The exit status of a local program says less than the words around it.
  const said = /^\d{0,3}$/.test(text) ? '' : text
  const given = statusIn(first('status'))
  const diagnostic = said || words
  // The other server's own words are nearer to the fact than what was made of them.
  const status = statusIn(said) ?? (given === null || given.endsWith('.0.0') ? (statusIn(said === '' ? words : said) ?? given) : given)
  const replyCode = replyIn(diagnostic)
  const action = actions[first('action').toLowerCase()] ?? 'failed'
  const known = status ?? `${replyCode?.[0] ?? (action === 'delayed' ? '4' : '5')}.0.0`
  return {
    address: addressIn(first('final-recipient') || first('original-recipient')),
    action,
    status: known,
    replyCode,
    diagnostic: diagnostic.slice(0, 2000),
    permanence: permanenceOf(known, diagnostic),
  }
}

const addressIn = (field: string): string | null => /<?([^\s<>;]+@[^\s<>;]+?)>?\s*$/.exec(field.replace(/^[^;]*;\s*/, ''))?.[1] ?? null
