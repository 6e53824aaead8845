import { expect, it } from 'vitest'
import { readEvent } from '#lib/logs/read-event'
import type { Story } from '#lib/logs/story'
import { StoryBook } from '#lib/logs/story-book'
import { makeLog } from '#lib/logs/testing'
import { keepStory, restoreStory } from './kept-story'

const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }

function storiesOf(texts: readonly string[]): Story[] {
  const book = new StoryBook()
  const stories = new Map<string, Story>()
  for (const [number, text] of texts.entries())
    for (const story of book.add('host', readEvent(text, context), `line-${number}`)) stories.set(story.id, story)
  return [...stories.values()]
}
const there = (story: Story) => restoreStory({ id: story.id, hostId: story.host, story: JSON.parse(keepStory(story)) })

const stamp = '2026-11-20T06:00:00.000000+00:00 mail'
const rich = [
  'postfix/smtpd[7]: connect from mx.example.net[192.0.2.7]',
  'postfix/smtpd[7]: Anonymous TLS connection established from mx.example.net[192.0.2.7]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256',
  'postfix/smtpd[7]: NOQUEUE: reject: RCPT from mx.example.net[192.0.2.7]: 550 5.1.1 <no@b.test>: Recipient address rejected: User unknown; from=<s@x.test> to=<no@b.test> proto=ESMTP helo=<mx>',
  'postfix/smtpd[7]: 4ABCDEF012: client=mx.example.net[192.0.2.7], sasl_method=PLAIN, sasl_username=ann@b.test',
  'postfix/cleanup[8]: 4ABCDEF012: message-id=<m@x>',
  'postfix/cleanup[8]: 4ABCDEF012: warning: header Subject: =?UTF-8?Q?caf=C3=A9?= from mx.example.net[192.0.2.7]; from=<s@x.test> to=<bob@b.test> proto=ESMTP helo=<mx>',
  'postfix/qmgr[9]: 4ABCDEF012: from=<s@x.test>, size=600, nrcpt=3 (queue active)',
  'postfix/smtp[3]: 4ABCDEF012: host mx.c.test[203.0.113.9] said: 450 4.2.0 busy <x@c.test> (in reply to RCPT TO command)',
  'postfix/smtp[3]: 4ABCDEF012: to=<x@c.test>, relay=mx.c.test[203.0.113.9]:25, conn_use=2, delay=1.5, delays=0.1/0.2/0.3/0.9, dsn=4.2.0, status=deferred (host mx.c.test[203.0.113.9] said: 450 4.2.0 busy (in reply to RCPT TO command))',
  'postfix/smtp[3]: 4ABCDEF012: to=<x@c.test>, relay=mx.c.test[203.0.113.9]:25, delay=9, delays=8/0.2/0.3/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4DEF012345)',
  'postfix/lmtp[4]: 4ABCDEF012: to=<bob@b.test>, orig_to=<all@b.test>, relay=a[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 <bob@b.test> SeSsIoN Saved)',
  "dovecot: lmtp(bob@b.test)<1><SeSsIoN>: sieve: msgid=<m@x>: stored mail into mailbox 'Junk'",
  'postfix/local[5]: 4ABCDEF012: to=<c@b.test>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user: "c")',
  'postfix/smtp[6]: 4ABCDEF012: to=<d@d.test>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to d.test[203.0.113.5]:25: Connection timed out)',
  'postfix/bounce[6]: 4ABCDEF012: sender non-delivery notification: 4B0C0CE012',
  'postfix/postsuper[6]: 4ABCDEF012: placed on hold',
  'postfix/pickup[6]: 4ACBED0120: uid=0 from=<root>',
  'postfix/cleanup[8]: 4ACBED0120: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]: 5.7.1 no; from=<root@b.test> to=<bob@b.test>',
].map((text) => `${stamp} ${text}`)

it('a story is the same after it was kept, with all that its parsers know', () => {
  const stories = storiesOf(rich)
  expect(stories.length).toBeGreaterThan(2)
  expect(stories.map(there)).toStrictEqual(stories)
  expect(stories.some(({ recipients }) => recipients.some(({ filed }) => filed.length > 0))).toBe(true)
})

it('so are thousands of a busy host, in less than their own JSON', () => {
  const { lines } = makeLog({ messages: 2000, hosts: ['host'], start: Date.UTC(2026, 10, 20, 6) })
  const stories = storiesOf(lines.map(({ text }) => text))
  expect(stories.map(there)).toStrictEqual(stories)
  expect(stories.map(keepStory).join('').length).toBeLessThan(0.75 * JSON.stringify(stories).length)
})

it('one that an older panel kept whole is read as it is', () => {
  const [story] = storiesOf(rich)
  if (!story) throw new Error('there is no story')
  const { id, host, ...whole } = story
  expect(restoreStory({ id, hostId: host, story: JSON.parse(JSON.stringify(whole)) })).toEqual(story)
})
