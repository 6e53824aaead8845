// Under which words a story is found, and who may see it. Both are worked out of the story alone, so that a story that grew has the keys that it
// had and more: a key is never taken back.
import { createHash } from 'node:crypto'
import type { Story } from '#lib/logs/story'
import { readSubject } from '#lib/mime/read-subject'

/** Before the name of a domain whose administrators see the message. */
export const domainMark = '>'
/** Before the address of a mailbox whose person sees the message. */
export const personMark = '<'
const longestKey = 200
const recipientsMax = 2000
const wordsMax = 12
/** Nothing in it that has to be taken out. */
const plainKey = /^[!-;=?-~]*$/

export function keysOf(story: Story): Set<string> {
  const keys = new Set<string>()
  const add = (text: string | null | undefined): void => {
    const key = text ? searchKey(text) : ''
    if (key !== '' && !marked(key)) keys.add(key)
  }
  const address = (text: string | null): void => {
    if (!text) return
    add(text)
    add(domainPart(text))
  }
  add(story.queueId)
  add(story.messageId)
  address(story.sender)
  add(story.entry?.client.address)
  add(story.entry?.client.name)
  address(story.entry?.sasl?.user ?? null)
  for (const word of subjectOf(story)
    ?.split(/[\s\p{P}]+/u)
    .slice(0, wordsMax) ?? [])
    if (word.length > 1) add(word)
  for (const recipient of story.recipients.slice(0, recipientsMax)) {
    address(recipient.address)
    address(recipient.original)
    for (const { relay, dsn, status } of recipient.attempts) {
      if (relay.socket === null) {
        add(relay.name)
        add(relay.address)
      }
      if (dsn && status !== 'sent') add(`${dsn.class}.${dsn.subject}.${dsn.detail}`)
    }
  }
  for (const key of audienceOf(story)) keys.add(key)
  return keys
}

/**
 * Recipients and their domains always. The sender only where it is proved to be theirs: signed in, written on the host itself, or come from
 * another message of ours. What a stranger put into MAIL FROM shows nobody the mail of others.
 */
export function audienceOf(story: Story): Set<string> {
  const keys = new Set<string>()
  const add = (text: string | null): void => {
    const own = text ? searchKey(text) : ''
    if (!own.includes('@')) return
    keys.add(`${personMark}${own}`)
    keys.add(`${domainMark}${domainPart(own)}`)
  }
  for (const { address, original } of story.recipients.slice(0, recipientsMax)) {
    add(address)
    add(original)
  }
  if (isProved(story)) add(story.sender)
  add(story.entry?.sasl?.user ?? null)
  return keys
}

export const isProved = ({ entry, before }: Story): boolean => entry?.how === 'local' || Boolean(entry?.sasl?.user) || before.length > 0

/** As people type it: lower case, without what is not seen; what is very long by a digest of the rest. */
export function searchKey(text: string): string {
  if (text.length <= longestKey && plainKey.test(text)) return text.toLowerCase()
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, '')
    .replace(/^[<>]+|>+$/g, '')
  if (plain.length <= longestKey) return plain
  return `${plain.slice(0, longestKey - 17)}~${createHash('sha256').update(plain).digest('hex').slice(0, 16)}`
}

const marked = (key: string): boolean => key.startsWith(domainMark) || key.startsWith(personMark)

export const domainPart = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** header_checks(5) may log it: `warning: header Subject: …`, encoded as it came. */
export function subjectOf(story: Story): string | null {
  for (const verdict of story.verdicts) {
    if (verdict.kind !== 'decision' || !verdict.stage.endsWith('header')) continue
    const found = /^subject:\s*(.*)$/is.exec(verdict.subject ?? verdict.reason)
    const subject = found?.[1] ? readSubject(found[1]) : ''
    if (subject !== '') return subject
  }
  return null
}
