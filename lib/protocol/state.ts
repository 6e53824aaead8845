// What the panel wants of a mail host, as typed state: never file contents, paths, options or commands. One DomainState is
// the unit of plan, apply, digest and drift. Everything that is disabled or expired is left out by the panel, except a
// disabled mailbox: its address must go on being refused rather than fall to the catch-all.
import * as z from 'zod'
import { address, domainName, hostedLocalPart, network, port, senderPattern, serverName } from './names'
import { mailboxRules } from './rules'

/** `{SCHEME}hash` as doveadm-pw(1) writes it; the closed list is the downgrade guard. */
export const passwordHash = z
  .string()
  .max(512)
  .regex(/^\{(?:ARGON2ID|BLF-CRYPT|SHA512-CRYPT|SHA256-CRYPT|SSHA512|SSHA256|PBKDF2)\}[A-Za-z0-9$./+=,*-]+$/, 'unknown_hash')

export const protocolSwitches = z.strictObject({
  imap: z.boolean(),
  pop3: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
})
export type ProtocolSwitches = z.infer<typeof protocolSwitches>

/** Hexadecimal digits: the first 32 bits of the SHA-256 of the password. They find a line and keep nothing secret. */
export const appPasswordSelector = z.string().regex(/^[0-9a-f]{8}$/)

/** A second password of a mailbox, of high entropy, so that a fast hash is enough. */
export const appPasswordState = z.strictObject({
  /** Names it in the host's log. */
  mark: z.string().regex(/^[0-9a-z]{8,32}$/),
  selector: appPasswordSelector,
  passwordHash: z.string().regex(/^\{SSHA256\}[A-Za-z0-9+/=]{56,120}$/, 'unknown_hash'),
  protocols: protocolSwitches,
  /** Empty: from anywhere. */
  networks: z.array(network).max(20),
  /** Seconds since 1970; null: never. From then on the host itself takes it away. */
  expiresAt: z.int().min(0).nullable(),
})
export type AppPasswordState = z.infer<typeof appPasswordState>

export const mailboxState = z.strictObject({
  localPart: hostedLocalPart,
  passwordHash,
  /** 0 is unlimited. */
  quotaBytes: z.int().min(0),
  enabled: z.boolean(),
  protocols: protocolSwitches,
  forwarding: z.strictObject({ destinations: z.array(address).min(1).max(100), keepCopy: z.boolean() }).nullable(),
  appPasswords: z.array(appPasswordState).max(100),
  /** The password itself opens nothing on the host. */
  appPasswordsOnly: z.boolean(),
  /** Absent: nothing happens to mail before the person's own scripts. */
  rules: mailboxRules.optional(),
})
export type MailboxState = z.infer<typeof mailboxState>

export const aliasState = z.strictObject({
  /** null is the domain's catch-all. */
  localPart: hostedLocalPart.nullable(),
  destinations: z.array(address).min(1).max(1000),
})
export type AliasState = z.infer<typeof aliasState>

export const whoMayPost = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anyone') }),
  z.strictObject({ kind: z.literal('domain') }),
  z.strictObject({ kind: z.literal('members') }),
  z.strictObject({ kind: z.literal('senders'), senders: z.array(address).min(1).max(1000) }),
])
export type WhoMayPost = z.infer<typeof whoMayPost>

export const groupState = z.strictObject({
  localPart: hostedLocalPart,
  members: z.array(address).min(1).max(5000),
  whoMayPost,
})
export type GroupState = z.infer<typeof groupState>

/** `logins` may send as `sender`, beside what they own anyway. The agent renders the union of exact and @domain grants. */
export const sendAsState = z.strictObject({ sender: senderPattern, logins: z.array(address).min(1).max(1000) })
export type SendAsState = z.infer<typeof sendAsState>

/** RFC 6376 3.1: one or more labels, in lower case as everybody writes them. */
export const dkimSelector = z
  .string()
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/, 'invalid_selector')
export const dkimAlgorithm = z.enum(['rsa', 'ed25519'])
export type DkimAlgorithm = z.infer<typeof dkimAlgorithm>
/** RFC 8301 3.2: signers use 2048 bits or more. Above 4096 verifiers need not follow. */
export const rsaBitsMin = 2048
export const rsaBitsMax = 4096

/** A key that signs. Keys that wait for their record, or have done their time, are no state of the host. */
export const dkimKeyState = z.strictObject({
  /** The signing domain (d=): the domain itself, or one of its alias domains. */
  domain: domainName,
  selector: dkimSelector,
  algorithm: dkimAlgorithm,
  /** PKCS #8, DER, base64. */
  privateKey: z
    .string()
    .max(4000)
    .regex(/^[A-Za-z0-9+/]{40,}={0,2}$/, 'invalid_key'),
})
export type DkimKeyState = z.infer<typeof dkimKeyState>

export const hostedDomainState = z.strictObject({
  kind: z.literal('hosted'),
  domain: domainName,
  /** Domains that mirror this one: each known address is mirrored by name, so an unknown one is still refused at RCPT. */
  aliasDomains: z.array(domainName).max(1000),
  mailboxes: z.array(mailboxState),
  aliases: z.array(aliasState),
  groups: z.array(groupState),
  sendAs: z.array(sendAsState),
  /** With what mail from here is signed; none: it is not. */
  dkim: z.array(dkimKeyState).max(4000).default([]),
})
export type HostedDomainState = z.infer<typeof hostedDomainState>

/** Where relayed mail goes: the domain's MX hosts after ours (null), or a given server, looked up by MX or not. */
export const nextHop = z.strictObject({ server: serverName, port: port.nullable(), lookupMx: z.boolean() })
export type NextHop = z.infer<typeof nextHop>

export const relayDomainState = z.strictObject({
  kind: z.literal('relay'),
  domain: domainName,
  nextHop: nextHop.nullable(),
  /** null accepts every recipient of the domain; a list refuses the others at RCPT. */
  recipients: z.array(hostedLocalPart).nullable(),
})
export type RelayDomainState = z.infer<typeof relayDomainState>

/** The host shall hold nothing of this domain: deleted, disabled, moved, or mirrored by another. */
export const absentDomainState = z.strictObject({ kind: z.literal('absent'), domain: domainName })

export const domainState = z.discriminatedUnion('kind', [hostedDomainState, relayDomainState, absentDomainState])
export type DomainState = z.infer<typeof domainState>

/** Settings of the whole host that the panel owns. */
export const hostState = z.strictObject({
  relayhost: z
    .strictObject({
      server: serverName,
      port: port.nullable(),
      lookupMx: z.boolean(),
      tls: z.enum(['may', 'encrypt', 'verify']),
      login: z
        .strictObject({ username: z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,255}$/), password: z.string().regex(/^[\x21-\x7e]{1,255}$/) })
        .nullable(),
    })
    .nullable(),
})
export type HostState = z.infer<typeof hostState>
