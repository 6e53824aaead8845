// What a line of a mail host's log says, in the words of the programs that wrote it. Sizes are bytes, delays seconds, counts counts. Texts
// and addresses are as strangers sent them: never HTML, never a name to open. `null` is "the line does not say" or the program's `unknown`.
import type { EnhancedStatus, Reply } from './reply'

/** A peer as Postfix writes it: `name[address]`, `name[address]:port` or `[address]:port` (smtpd_peer.c). */
export type Peer = { name: string | null; address: string | null; port: number | null }

/** Where a delivery went: a peer, a socket (`private/dovecot-lmtp`) or a transport's word such as `virtual`. All null is `relay=none`. */
export type Relay = Peer & { socket: string | null }

/** Envelope that Postfix appends to what it decides (`log_whatsup`, smtpd_check.c): present as far as the client had come. */
export type Envelope = {
  sender: string | null
  recipient: string | null
  protocol: string | null
  helo: string | null
  /** Cipher of the session, where the line says (Exim's `X=`). */
  tls: string | null
  sasl: Sasl | null
}
export type Sasl = { method: string | null; user: string | null; sender: string | null }

/** Seconds before the queue manager, in it, connecting, transmitting (`delays=a/b/c/d`, log_adhoc.c). */
export type Delays = { beforeQueue: number; inQueue: number; connecting: number; transmitting: number }

/** The TLS policy of one delivery (`tls=`, Postfix >= 3.11, smtp_tls_policy.c). */
export type TlsFeatures = {
  level: string
  undecided: boolean
  downgrade: string | null
  requireTls: { undecided: boolean; violated: boolean; downgrade: string | null } | null
}

export type Level = 'info' | 'warning' | 'error' | 'fatal' | 'panic'

/** Commands of one session: accepted of all (`rcpt=0/1` is one refused; smtpd.c). */
export type Commands = Record<string, { accepted: number; total: number }>

/** postfix/smtpd(8), postfix/postscreen(8), postfix/tlsproxy(8) */
type Connection =
  | { kind: 'connect'; client: Peer; server: Peer | null }
  /** tlsproxy(8) on behalf of smtp(8). */
  | { kind: 'connect-out'; server: Peer }
  | { kind: 'disconnect'; client: Peer; commands: Commands }
  /** `lost connection|timeout|too many errors … after STAGE (n bytes) from …` (smtpd.c, smtpd_chat.c) */
  | { kind: 'session-broken'; what: string; stage: string | null; bytes: number | null; client: Peer; queueId?: string }
  /** Commands sent before their turn, HTTP, binary: `improper command pipelining`, `non-SMTP command`, `bare <LF>` */
  | { kind: 'bad-protocol'; what: string; stage: string | null; client: Peer; data: string | null }
  /** `too many connections`, `rate limit exceeded: 31 from …` (smtpd.c, anvil(8)) */
  | { kind: 'rate-limited'; what: string; count: number | null; client: Peer; service: string | null }
  /** `hostname X does not resolve to address Y` (smtpd_peer.c) */
  | { kind: 'name-mismatch'; name: string; address: string; reason: string | null }
  /** TLS handshake done (tls_misc.c tls_log_summary). `side` is who we were. */
  | {
      kind: 'tls'
      side: 'server' | 'client'
      trust: string
      peer: Peer
      protocol: string
      cipher: string
      bits: { used: number; of: number } | null
      keyExchange: string | null
      signature: string | null
      signatureSize: string | null
      digest: string | null
      reused: boolean
      queueId: string | null
    }
  | { kind: 'tls-failed'; side: 'server' | 'client'; what: string; peer: Peer; reason: string | null; queueId: string | null }

/** postfix/smtpd(8), postfix/cleanup(8), postfix/pickup(8), postfix/qmgr(8), postfix/bounce(8), postfix/postsuper(1) */
type Queue =
  | {
      kind: 'accepted'
      /** null: smtpd hands it to a proxy before it has a queue file (`NOQUEUE: client=…`, smtpd_proxy_filter). */
      queueId: string | null
      client: Peer
      sasl: Sasl | null
      /** The same message before a content filter gave it back, and the client that it came from then (XFORWARD). */
      original: { queueId: string | null; client: Peer | null }
    }
  | { kind: 'picked-up'; queueId: string; uid: number; sender: string }
  | { kind: 'message-id'; queueId: string; messageId: string; resent: boolean }
  | { kind: 'queued'; queueId: string; sender: string; size: number; recipients: number; state: string | null }
  | { kind: 'expired'; queueId: string; sender: string; forced: boolean; outcome: string }
  | { kind: 'removed'; queueId: string }
  /** `about`: non-delivery, delivery status, delay; `to`: sender, postmaster. The notice is a message of its own. */
  | { kind: 'bounce'; queueId: string; to: string; about: string; noticeId: string }
  /** One message that postsuper touched: removed, placed on hold, released from hold, requeued, expired. */
  | { kind: 'queue-action'; queueId: string; action: string }
  | { kind: 'queue-actions'; action: string; count: number }

/** postfix/smtp(8), lmtp(8), local(8), virtual(8), pipe(8), error(8), discard(8) */
type Delivery =
  | {
      kind: 'delivery'
      queueId: string
      agent: string | null
      recipient: string
      originalRecipient: string | null
      relay: Relay
      delay: number | null
      delays: Delays | null
      dsn: EnhancedStatus | null
      /** sent, deferred, bounced, and for probes deliverable, undeliverable, undeliverable-but-not-cached. */
      status: string
      reason: string
      /** What the other side said, where the reason quotes it. */
      reply: Reply | null
      /** The command that the reply answered: `RCPT TO`, `end of DATA`. */
      stage: string | null
      /** The queue id that the next server (`queued as …`) or local(8) (`forwarded as …`) gave it: the joint between two stories. */
      nextQueueId: string | null
      /** Dovecot's session, which its `filed` carries too. */
      nextSession: string | null
      /** How many messages this connection has carried (`conn_use=`). */
      connectionUse: number | null
      tls: TlsFeatures | null
    }
  /** A server that did not take it, before the next one was tried (smtp_proto.c, smtp_trouble.c). */
  | { kind: 'remote-refused'; queueId: string; relay: Relay; reply: Reply; stage: string | null; greeting: boolean }
  | { kind: 'remote-lost'; queueId: string | null; what: string; relay: Relay; stage: string | null }
  | { kind: 'connect-failed'; queueId: string | null; relay: Relay; reason: string }
  | { kind: 'workaround'; queueId: string; workarounds: string; relay: Relay }
  | { kind: 'remote-sign-in-failed'; queueId: string; relay: Relay; reply: Reply }

/** What was decided about a client, a recipient or a message, and by whom. */
type Verdict =
  /** `QID|NOQUEUE: action: STAGE from client: reply; envelope` (smtpd_check.c, cleanup_milter.c, cleanup_message.c, postscreen) */
  | {
      kind: 'decision'
      queueId: string | null
      /** reject, hold, discard, filter, redirect, warn, reject_warning, milter-reject, proxy-reject, … */
      action: string
      /** smtpd's command, or `header`, `body`, `mime-header` for cleanup's checks. */
      stage: string
      client: Peer
      reply: Reply | null
      /** The name, address or text that the rule was about: what stands in `<…>` in front of the words. */
      subject: string | null
      reason: string
      envelope: Envelope
      /** Of master.cf, where the line names one beside smtpd's own: `submission`, `submissions`. */
      service?: string
    }
  /** postscreen(8): PASS NEW, PASS OLD, ALLOWLISTED, DENYLISTED, WHITELIST VETO … */
  | { kind: 'screened'; verdict: string; client: Peer }
  /** postscreen(8): a test failed: PREGREET, HANGUP, DNSBL, COMMAND PIPELINING, … */
  | {
      kind: 'screen-failed'
      test: string
      client: Peer
      rank: number | null
      after: number | null
      stage: string | null
      data: string | null
    }
  | { kind: 'dnsbl'; address: string; list: string; result: string }
  /** rspamd: one message scanned (rspamd_task_write_log); amavis: Passed/Blocked; MailScanner; SpamAssassin. */
  | {
      kind: 'scanned'
      queueId: string | null
      messageId: string | null
      address: string | null
      user: string | null
      sender: string | null
      recipients: string[]
      action: string
      score: number | null
      limit: number | null
      /** Largest weight first. */
      symbols: ScanSymbol[]
      /** A result that some module forced before the score counted, with its words: `soft reject "Try again later" (greylist)`. */
      forced: { action: string; text: string; by: string } | null
      virus: string | null
      size: number | null
      seconds: number | null
      /** The queue id under which the filter gave it back to Postfix (amavis `queued_as`). */
      nextQueueId: string | null
    }
  | { kind: 'message-loaded'; messageId: string | null; queueId: string | null; size: number | null }
  | { kind: 'virus'; name: string; source: string; size: number | null }
  /** OpenDKIM: signed, verified, failed and why. */
  | { kind: 'dkim'; queueId: string; result: string; domain: string | null; selector: string | null; reason: string | null }
  | { kind: 'dmarc'; queueId: string; domain: string | null; result: string; reason: string | null }
  /** Policy services such as postgrey: `action=greylist, reason=…`. */
  | { kind: 'greylisted'; action: string; reason: string | null; client: Peer; sender: string | null; recipient: string | null }

export type ScanSymbol = { name: string; score: number; options: string[] }

/** Who signed in, or tried to: Dovecot, Postfix's SASL, sshd, Roundcube and others in one form. */
type SignIn =
  | {
      kind: 'sign-in'
      /** imap, pop3, managesieve, submission, smtp, ssh, webmail */
      service: string
      user: string
      method: string | null
      client: Peer
      /** Our own end, where the line says. */
      server: Peer | null
      session: string | null
      tls: boolean
    }
  | {
      kind: 'sign-in-failed'
      service: string
      user: string | null
      method: string | null
      client: Peer
      server: Peer | null
      /** What the client called itself, where the line says. */
      helo: string | null
      /** How many were tried in this one session. */
      attempts: number
      reason: string
      session: string | null
      tls: boolean
    }
  /** The backend's own word on one attempt (auth, auth-worker): the front end's `sign-in-failed` follows. */
  | { kind: 'credentials-refused'; backend: string; user: string | null; client: Peer; reason: string; session: string | null }
  /** Went away without signing in: `no auth attempts`, a scan or a client that lost its way. */
  | {
      kind: 'no-sign-in'
      service: string
      client: Peer
      server: Peer | null
      reason: string
      user: string | null
      session: string | null
      tls: boolean
    }
  | { kind: 'session-ended'; service: string; user: string; reason: string; session: string | null; counts: Record<string, number> }

/** Dovecot: lmtp(1), dovecot-lda(1), Pigeonhole's Sieve. */
type Mailbox =
  | { kind: 'lmtp-connect'; client: Peer }
  | { kind: 'lmtp-disconnect'; client: Peer; reason: string }
  /** Where it came to lie, or which of Sieve's actions took it (sieve-actions.c, mail-deliver.c). */
  | {
      kind: 'filed'
      user: string
      session: string | null
      messageId: string | null
      /** stored, failed, discarded, redirected, rejected, vacation, duplicate, notified, flagged … */
      action: string
      folder: string | null
      /** Whom it was sent on to, or answered. */
      to: string | null
      reason: string | null
      bySieve: boolean
    }
  /** The mail_log plugin: what its owner's client did with a message. */
  | {
      kind: 'mailbox-action'
      user: string
      session: string | null
      action: string
      folder: string | null
      from: string | null
      uid: number | null
      messageId: string | null
      size: number | null
    }
  | { kind: 'sieve-note'; user: string; session: string | null; text: string; level: Level }

/** Everything about the programs themselves. */
type Operation =
  | { kind: 'program'; what: string; version: string | null; detail: string | null }
  /** Warnings, errors and worse that are about the service rather than one message. */
  | { kind: 'problem'; level: Level; queueId: string | null; user: string | null; text: string }
  /** A known line of no weight: statistics, a table re-read, a restart of a child. */
  | { kind: 'note'; what: string; queueId: string | null; text: string }
  | { kind: 'milter-failed'; service: string; reason: string; queueId: string | null }
  | {
      kind: 'rate-statistics'
      what: 'rate' | 'count' | 'cache' | string
      value: number
      period: string | null
      service: string | null
      address: string | null
      /** As written: `Oct 26 18:13:50`. */
      when: string
    }
  | { kind: 'cache-cleaned'; cache: string; scope: string; retained: number; dropped: number }
  /** A request to a web server: what scans of a webmail host look like. */
  | { kind: 'web-request'; address: string; method: string; path: string; status: number; agent: string | null }
  /** Another guard has already acted: fail2ban and its kin. */
  | { kind: 'banned'; address: string; minutes: number | null; reason: string }

export type UnknownEvent = { kind: 'unknown'; text: string }

export type LogEvent = Connection | Queue | Delivery | Verdict | SignIn | Mailbox | Operation | UnknownEvent
export type EventKind = LogEvent['kind']
export type EventOf<K extends EventKind> = Extract<LogEvent, { kind: K }>
