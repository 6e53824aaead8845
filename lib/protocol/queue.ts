// Postfix's queue as the panel may ask for it and act on it. What is in a queue was written by strangers: addresses and reasons are text of
// any kind here, bounded and nothing more.
import * as z from 'zod'
import { address, domainName } from './names'

/** qmgr(8): maildrop waits for pickup(8), corrupt for a person. */
export const queueNames = ['maildrop', 'incoming', 'active', 'deferred', 'hold', 'corrupt'] as const
export const queueName = z.enum(queueNames)
export type QueueName = z.infer<typeof queueName>

/** Short ids are hexadecimal, long ones of postconf(5) enable_long_queue_ids have letters without vowels. */
export const queueId = z.string().regex(/^[0-9A-Za-z]{5,30}$/, 'invalid_queue_id')

/** A message younger than the first bound counts in the first age, one older than the last in the last. */
export const ageBoundsSeconds = [300, 3600, 21_600, 86_400, 259_200] as const

export const addressMax = 320
export const reasonMax = 1000
export const idsPerAct = 1000
export const idsMax = 200_000
export const rowsMax = 1000
export const groupsMax = 500
export const bodyBytesMax = 512 * 1024
export const bounceTextMax = 2000

const shownAddress = z.string().max(addressMax)
const shownReason = z.string().max(reasonMax)

export const queueCount = z.object({
  queue: queueName,
  messages: z.int(),
  /** One more than there are bounds. */
  ages: z.array(z.int()).length(ageBoundsSeconds.length + 1),
  oldestAt: z.iso.datetime().nullable(),
})
export type QueueCount = z.infer<typeof queueCount>

/**
 * Whose the messages are, for somebody who has some domains only. They see what is from or to their own; they may act where nobody of
 * `others` is concerned, and the sender or every recipient is theirs. null: all.
 */
export const queueScope = z.strictObject({ own: z.array(domainName), others: z.array(domainName) }).nullable()
export type QueueScope = z.infer<typeof queueScope>

const part = z.string().min(1).max(addressMax)
/** All that is named must fit. Texts are looked for inside, whatever the case; `destination` and `domain` are whole names. */
export const queueFilter = z.strictObject({
  ids: z.array(queueId).max(idsPerAct).optional(),
  queues: z.array(queueName).max(queueNames.length).optional(),
  sender: part.optional(),
  /** The empty sender of bounces. */
  nullSender: z.boolean().optional(),
  recipient: part.optional(),
  /** Of the sender or of a recipient. */
  domain: part.optional(),
  /** Of a recipient. */
  destination: part.optional(),
  reason: z.string().min(1).max(200).optional(),
  /** In the id, the sender, a recipient or a reason. */
  anywhere: z.string().min(1).max(200).optional(),
  olderThanSeconds: z.int().min(0).optional(),
  youngerThanSeconds: z.int().min(0).optional(),
})
export type QueueFilter = z.infer<typeof queueFilter>

export const queuedMessage = z.object({
  id: queueId,
  queue: queueName,
  arrivedAt: z.iso.datetime(),
  bytes: z.int(),
  /** Empty: a bounce. */
  sender: shownAddress,
  recipients: z.array(z.object({ address: shownAddress, reason: shownReason.nullable() })),
  /** Recipients beyond those that are told: too many, or not of the asker's domains. */
  hidden: z.int(),
  /** The asker may act on it. */
  actable: z.boolean(),
})
export type QueuedMessage = z.infer<typeof queuedMessage>

export const queueGroup = z.object({
  destination: z.string().max(addressMax),
  /** One of the reasons that differ in names and numbers only; empty: none is told, it is on its way or held. */
  reason: shownReason,
  held: z.boolean(),
  messages: z.int(),
  recipients: z.int(),
  oldestAt: z.iso.datetime(),
})
export type QueueGroup = z.infer<typeof queueGroup>

export const queueActions = ['hold', 'release', 'retry', 'requeue', 'delete', 'bounce'] as const
export const queueAction = z.enum(queueActions)
export type QueueAction = z.infer<typeof queueAction>

/** gone: it is not in the queue, or not in a state where this can be done to it · foreign: not the asker's · unanswerable: it has no sender to tell. */
export const actOutcome = z.enum(['done', 'gone', 'foreign', 'unanswerable', 'failed'])
export type ActOutcome = z.infer<typeof actOutcome>

export const holdKinds = ['sender', 'recipient', 'client'] as const
export const holdKind = z.enum(holdKinds)
export type HoldKind = z.infer<typeof holdKind>

/** Lists of tables in main.cf, as Postfix asks them; `recipients` is ours alone (who is refused, which group is guarded). */
export const lookupTables = [
  'virtual_mailbox_domains',
  'virtual_mailbox_maps',
  'virtual_alias_maps',
  'relay_domains',
  'relay_recipient_maps',
  'transport_maps',
  'smtpd_sender_login_maps',
  'recipients',
] as const
export const lookupTable = z.enum(lookupTables)
export type LookupTable = z.infer<typeof lookupTable>

/** What postmap(1) takes as one key: no blank, no line end. */
export const lookupKey = z.string().regex(/^[!-~]{1,320}$/)

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** access(5) asks an indexed table for a client's address and its networks at whole octets, or at whole groups of IPv6. */
const ipv4Prefix = new RegExp(`^${octet}(?:\\.${octet}){0,3}$`)
const ipv6Prefix = /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){1,7}$/

/** A key of access(5): an address, a domain (with those below it), a client's address or the beginning of it. */
export const holdPattern = z
  .string()
  .max(254)
  .refine(
    (text) =>
      /^[\d.]+$/.test(text)
        ? ipv4Prefix.test(text)
        : address.safeParse(text).success || domainName.safeParse(text).success || ipv6Prefix.test(text),
    'invalid_hold_pattern',
  )
