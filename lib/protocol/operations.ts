// The closed list of questions the panel may ask the agent, each with the shape of its input and its answer. The wire is
// JSON lines: {id, op, deadlineMs, input} one way, {id, ok: true, output} or {id, ok: false, error} the other.
import * as z from 'zod'
import { challengeAnswer, hostCertificates } from './certificates'
import { logLinesInput, logLinesOutput } from './log-lines'
import { address, domainName, hostedLocalPart } from './names'
import {
  actOutcome,
  bodyBytesMax,
  bounceTextMax,
  holdKind,
  holdPattern,
  idsMax,
  idsPerAct,
  lookupKey,
  lookupTable,
  queueAction,
  queueCount,
  queuedMessage,
  queueFilter,
  queueGroup,
  queueId,
  queueName,
  queueScope,
  rowsMax,
} from './queue'
import { mailboxRules, sampleTextMax, scriptName, scriptProblem, scriptText } from './rules'
import { dkimAlgorithm, domainState, hostState } from './state'

export const protocolVersion = 4
/** A longer line ends the channel. A domain of 100,000 mailboxes is about 25 MB. */
export const lineBytesMax = 48 * 1024 * 1024
/** What Postern writes is a few lines of text: more than this is not from it. */
export const messageBytesMax = 64 * 1024

/** The newest applies whose lines a host keeps. */
export const generationsKept = 50

export const digest = z.string().regex(/^[0-9a-f]{64}$/)
/** Path of a managed file relative to its daemon's folder, for people to read: `postfix/postern/aliases.3`, `dovecot/postern/users/example.org`. */
const fileLabel = z.string()

/** Files are sets of lines, so a difference is the lines that go and the lines that come. Password hashes are masked as `{SCHEME}…1a2b3c4d`. */
export const fileChange = z.object({ file: fileLabel, removed: z.array(z.string()), added: z.array(z.string()) })
export type FileChange = z.infer<typeof fileChange>

const domainPlan = z.object({
  domain: domainName,
  /** Digest of what is on disk now; give it back to `apply` as ifDigest. */
  digest,
  /** What is on disk is not what the agent last wrote. */
  drifted: z.boolean(),
  changes: z.array(fileChange),
})
export type DomainPlan = z.infer<typeof domainPlan>

const domainApplied = z.object({ domain: domainName, digest, changed: z.boolean() })
const applyOutcome = z.object({
  generation: z.int(),
  domains: z.array(domainApplied),
  reloaded: z.array(z.enum(['postfix', 'dovecot', 'signer'])),
})
export type ApplyOutcome = z.infer<typeof applyOutcome>

const applyItem = z.strictObject({
  state: domainState,
  /** The panel's revision that this state is. One that is not newer than what was applied is refused as `stale`, unless equal and unchanged. */
  revision: z.int().min(1),
  /** Refuse with `drift` unless the disk has this digest. null: take what is there without looking (first apply, or "put back"). */
  ifDigest: digest.nullable(),
})
export type ApplyItem = z.infer<typeof applyItem>

const generationSummary = z.object({
  generation: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(['apply', 'rollback']),
  /** For a rollback: the generation whose contents came back. */
  restored: z.int().nullable(),
  domains: z.array(domainName),
  linesRemoved: z.int(),
  linesAdded: z.int(),
})
export type GenerationSummary = z.infer<typeof generationSummary>

const configFileChange = z.object({ file: z.string(), diff: z.string() })
const configFinding = z.object({
  setting: z.string(),
  /** set: we write it · kept: it fits as it is · appended: ours is added to theirs · conflict: theirs stays, something will not work */
  verdict: z.enum(['set', 'kept', 'appended', 'conflict']),
  found: z.string().nullable(),
  wanted: z.string(),
  reason: z.string(),
})
export type ConfigFinding = z.infer<typeof configFinding>
const configPlan = z.object({
  digest,
  changes: z.array(configFileChange),
  findings: z.array(configFinding),
  packagesMissing: z.array(z.string()),
})
export type ConfigPlan = z.infer<typeof configPlan>

const mailboxName = z.strictObject({ domain: domainName, localPart: hostedLocalPart })
const archiveId = z.uuid()
const scriptOf = mailboxName.extend({ name: scriptName })

/** Debian's OpenDKIM (2.11) signs with one algorithm, RSA; rspamd with both. */
export const signerKind = z.enum(['opendkim', 'rspamd'])
export type SignerKind = z.infer<typeof signerKind>

const hello = z.object({
  protocol: z.int(),
  agent: z.string(),
  hostname: z.string(),
  os: z.string(),
  postfix: z.object({ version: z.string(), mapTypes: z.array(z.string()), mapType: z.string() }).nullable(),
  dovecot: z.object({ version: z.string(), dialect: z.enum(['2.3', '2.4']) }).nullable(),
  generation: z.int(),
  configured: z.boolean(),
})
export type Hello = z.infer<typeof hello>

const status = z.object({
  generation: z.int(),
  at: z.iso.datetime(),
  services: z.array(z.object({ name: z.enum(['postfix', 'dovecot']), running: z.boolean() })),
  freeBytes: z.int(),
  /** Domains whose lines on disk are not what was last written, by name and current digest. */
  drifted: z.array(z.object({ domain: domainName, digest })),
  /** Managed files that do not parse or whose built map is older than its source. */
  brokenFiles: z.array(fileLabel),
  domains: z.int(),
  /** Of the ports of mail programs, those that others can connect to. Absent: an agent that does not tell. */
  ports: z.array(z.int()).optional(),
  /** The DKIM signer that our configuration is in, and what it can sign with. */
  signer: z.object({ kind: signerKind, algorithms: z.array(dkimAlgorithm) }).nullable(),
})
export type HostStatus = z.infer<typeof status>

const clientAddress = z.union([z.ipv4(), z.ipv6()])
export const mailProtocol = z.enum(['imap', 'pop3', 'submission', 'sieve'])
export type MailProtocol = z.infer<typeof mailProtocol>
/** systemd.journal-fields(7) */
const logCursor = z.string().regex(/^[a-z0-9=;]{10,300}$/)
const signIn = z.object({
  at: z.iso.datetime(),
  protocol: mailProtocol,
  result: z.enum(['signed_in', 'wrong']),
  /** As it was typed. */
  login: z.string().max(320),
  clientAddress: clientAddress.nullable(),
  /** The mark of the app password; null: the password of the mailbox, or the log does not tell (Postfix). */
  appPassword: z.string().nullable(),
})
export type SignIn = z.infer<typeof signIn>

const op = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O, deadlineMs: number) => ({ input, output, deadlineMs })

export const operations = {
  hello: op(z.strictObject({ protocol: z.int() }), hello, 10_000),
  status: op(z.strictObject({}), status, 60_000),
  plan: op(z.strictObject({ domains: z.array(domainState).min(1).max(2000) }), z.object({ domains: z.array(domainPlan) }), 60_000),
  /** Renders and holds domains on this channel until `apply` with staged: true commits them all at once. */
  stage: op(z.strictObject({ domains: z.array(applyItem).min(1).max(2000) }), z.object({ staged: z.int() }), 60_000),
  apply: op(z.strictObject({ domains: z.array(applyItem).max(2000), staged: z.boolean() }), applyOutcome, 120_000),
  generations: op(
    z.strictObject({ before: z.int().nullable(), limit: z.int().min(1).max(100) }),
    z.object({ generations: z.array(generationSummary) }),
    10_000,
  ),
  generation: op(z.strictObject({ generation: z.int() }), z.object({ summary: generationSummary, changes: z.array(fileChange) }), 10_000),
  /** What a rollback would change, in lines, without doing it. */
  'plan-rollback': op(
    z.strictObject({ generation: z.int() }),
    z.object({ changes: z.array(fileChange), domains: z.array(domainName) }),
    30_000,
  ),
  rollback: op(z.strictObject({ generation: z.int(), ifGeneration: z.int() }), applyOutcome, 120_000),
  /** The domain's lines on disk as typed state, for "take over"; lines that no state can express are named. */
  'read-domain': op(
    z.strictObject({ domain: domainName }),
    z.object({ digest, state: domainState, unreadable: z.array(z.object({ file: fileLabel, line: z.string() })) }),
    30_000,
  ),
  'plan-config': op(z.strictObject({ state: hostState }), configPlan, 60_000),
  'apply-config': op(
    z.strictObject({ state: hostState, ifDigest: digest }),
    z.object({ backup: z.string().nullable(), reloaded: z.array(z.string()) }),
    120_000,
  ),
  'rollback-config': op(
    z.strictObject({ backup: z.string().regex(/^[0-9TZ-]{8,40}$/) }),
    z.object({ reloaded: z.array(z.string()) }),
    120_000,
  ),
  /** What installing these would change on the host; keys are not shown. */
  'plan-certificates': op(hostCertificates, z.object({ digest, changes: z.array(configFileChange) }), 60_000),
  /** `ifDigest` null: whatever is there now. */
  'apply-certificates': op(
    hostCertificates.extend({ ifDigest: digest.nullable() }),
    z.object({ changed: z.boolean(), reloaded: z.array(z.string()) }),
    120_000,
  ),
  /** Answers on port 80 for the time of an order: until it is asked again with none, the channel ends, or ten minutes are over. */
  'answer-challenges': op(z.strictObject({ answers: z.array(challengeAnswer).max(100) }), z.object({ answering: z.int() }), 20_000),
  'mailbox-usage': op(
    z.strictObject({ mailboxes: z.array(mailboxName).min(1).max(500) }),
    z.object({ usage: z.array(mailboxName.extend({ bytes: z.int(), messages: z.int() })) }),
    60_000,
  ),
  'archive-mailbox': op(mailboxName.extend({ archiveId }), z.object({ bytes: z.int(), messages: z.int() }), 60_000),
  'restore-mailbox': op(mailboxName.extend({ archiveId }), z.object({ bytes: z.int(), messages: z.int() }), 60_000),
  'purge-archive': op(
    z.strictObject({ archiveIds: z.array(archiveId).min(1).max(500) }),
    z.object({ purged: z.array(archiveId) }),
    120_000,
  ),
  /** One message that Postern itself wrote, to one recipient. `message` is what RFC 5322 describes, 7-bit, lines of \n; see agent/operations/send-message. */
  'send-message': op(
    z.strictObject({ from: address, to: address, message: z.string().min(1).max(messageBytesMax) }),
    z.object({ bytes: z.int() }),
    30_000,
  ),
  /** Mail programs that signed in or were refused, from the host's log, oldest first. null begins with the last hour; `done`: there is no more now. */
  'sign-ins': op(
    z.strictObject({ cursor: logCursor.nullable(), limit: z.int().min(1).max(5000) }),
    z.object({ cursor: logCursor.nullable(), done: z.boolean(), signIns: z.array(signIn) }),
    30_000,
  ),
  /** Whole lines of the mail programs' logs, as they were written. */
  'log-lines': op(logLinesInput, logLinesOutput, 30_000),
  /** What is open now, as doveadm-who(1) tells it: at most 500. */
  'mail-sessions': op(
    z.strictObject({ login: address }),
    z.object({ sessions: z.array(z.object({ protocol: mailProtocol, clientAddress, connections: z.int() })) }),
    10_000,
  ),
  /** The largest of a mailbox's folders. Their names are what its owner typed. */
  folders: op(
    mailboxName.extend({ limit: z.int().min(1).max(500) }),
    z.object({ folders: z.array(z.object({ name: z.string(), messages: z.int(), bytes: z.int() })), more: z.int() }),
    30_000,
  ),
  /** The person's own Sieve scripts, as ManageSieve shows them: the exception to "never file contents", bounded like there (docs/decisions/0021). */
  scripts: op(mailboxName, z.object({ scripts: z.array(z.object({ name: z.string(), active: z.boolean() })) }), 20_000),
  'read-script': op(scriptOf, z.object({ text: z.string(), digest }), 20_000),
  /** `ifDigest` null: a new one. With problems nothing was stored. */
  'write-script': op(
    scriptOf.extend({ text: scriptText, ifDigest: digest.nullable() }),
    z.object({ problems: z.array(scriptProblem), digest: digest.nullable() }),
    30_000,
  ),
  /** null: none is active. */
  'activate-script': op(mailboxName.extend({ name: scriptName.nullable() }), z.object({ problems: z.array(scriptProblem) }), 20_000),
  'rename-script': op(scriptOf.extend({ to: scriptName }), z.object({}), 20_000),
  'delete-script': op(scriptOf, z.object({}), 20_000),
  /** What the rules would do with a message that somebody pasted. Nothing is stored and nothing sent. */
  'try-rules': op(
    z.strictObject({ recipient: address, sender: address, rules: mailboxRules, message: z.string().min(1).max(sampleTextMax) }),
    z.object({ actions: z.array(z.string()), script: z.string() }),
    30_000,
  ),
  kick: op(
    z.strictObject({ logins: z.array(address).min(1).max(500), clientAddress: clientAddress.nullable() }),
    z.object({ kicked: z.int() }),
    30_000,
  ),
  /** From the directories of the queue, without opening a message. */
  'queue-counts': op(z.strictObject({}), z.object({ at: z.iso.datetime(), queues: z.array(queueCount) }), 20_000),
  /**
   * `rows` ends with the last one that is asked for, unless the oldest are wanted; `ids` and `groups` read all. `complete`: everything was
   * looked at, so `matched` is exact. `unreadable`: entries that nobody can make sense of.
   */
  'queue-list': op(
    z.strictObject({
      filter: queueFilter,
      scope: queueScope,
      want: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('rows'), limit: z.int().min(1).max(rowsMax), order: z.enum(['found', 'oldest']) }),
        /** Of those that the asker may act on. */
        z.strictObject({ kind: z.literal('ids') }),
        z.strictObject({ kind: z.literal('groups') }),
      ]),
    }),
    z.object({
      matched: z.int(),
      complete: z.boolean(),
      unreadable: z.int(),
      rows: z.array(queuedMessage),
      ids: z.array(queueId).max(idsMax),
      groups: z.array(queueGroup),
      /** With a scope: those of its own domains that are concerned. */
      domains: z.array(domainName),
      /** Groups beyond those that are told. */
      moreGroups: z.int(),
    }),
    120_000,
  ),
  /** `text`: what a bounce says to the sender, besides that the message was not delivered. Outcomes in the order of the ids. */
  'queue-act': op(
    z.strictObject({
      action: queueAction,
      ids: z.array(queueId).min(1).max(idsPerAct),
      scope: queueScope,
      text: z.string().min(1).max(bounceTextMax).nullable(),
    }),
    z.object({ outcomes: z.array(actOutcome) }),
    300_000,
  ),
  /** One message: its envelope and header, and with `body` its text, base64 and cut at a bound. */
  'queue-message': op(
    z.strictObject({ id: queueId, scope: queueScope, body: z.boolean() }),
    z.object({
      message: queuedMessage.extend({ queue: queueName }),
      done: z.array(z.string()),
      records: z.array(z.object({ name: z.string(), value: z.string() })),
      header: z.base64(),
      body: z
        .base64()
        .max(Math.ceil(bodyBytesMax / 3) * 4 + 4)
        .nullable(),
      cut: z.boolean(),
    }),
    30_000,
  ),
  /** What is held when it comes in. `inForce`: main.cf asks the tables. */
  'hold-rules': op(
    z.strictObject({}),
    z.object({ rules: z.array(z.object({ kind: holdKind, pattern: z.string() })), inForce: z.boolean() }),
    10_000,
  ),
  /** All of them, in place of those that are there. */
  'write-hold-rules': op(
    z.strictObject({ rules: z.array(z.strictObject({ kind: holdKind, pattern: holdPattern })).max(5000) }),
    z.object({ changed: z.boolean(), inForce: z.boolean() }),
    60_000,
  ),
  /** What our tables answer to these keys, by postmap(1). An absent answer is null. */
  lookup: op(
    z.strictObject({
      questions: z
        .array(z.strictObject({ table: lookupTable, key: lookupKey }))
        .min(1)
        .max(200),
    }),
    z.object({ answers: z.array(z.string().nullable()) }),
    20_000,
  ),
} as const

export type Operation = keyof typeof operations
export type OperationInput<O extends Operation> = z.input<(typeof operations)[O]['input']>
export type OperationOutput<O extends Operation> = z.output<(typeof operations)[O]['output']>
