// One line of a log, as every source of it becomes: journald, rsyslog, Postfix's own file, rspamd's, ClamAV's, Roundcube's.

export type LineFormat =
  /** `journalctl -o json` (systemd.journal-fields(7)). */
  | 'journal-json'
  /** RFC 3339 in front: rsyslog's RSYSLOG_FileFormat (Debian's default since 12), `journalctl -o short-iso-precise`. */
  | 'iso'
  /** `Nov 20 20:47:59 host tag[pid]:` without a year: rsyslog's traditional format, postlogd(8), `journalctl -o short`. */
  | 'traditional'
  /** RFC 5424, as rsyslog's RSYSLOG_SyslogProtocol23Format writes it. */
  | 'rfc5424'
  /** Files that a program writes itself, in its own manner. */
  | 'rspamd'
  | 'clamav'
  | 'roundcube'
  | 'dovecot'
  | 'nginx'
  | 'exim'
  | 'access'
  /** No header that anybody knows: the whole line is its text. */
  | 'bare'

export type LogLine = {
  /** Microseconds since 1970-01-01 UTC; null where the line does not say. */
  at: number | null
  host: string | null
  /** What wrote it, without its part: `postfix`, `dovecot`, `rspamd`, `sshd`; empty where the line does not say. */
  program: string
  /** The program within the program: `smtpd`, `imap-login`, `rspamd_proxy`. */
  part: string | null
  /** The service of master.cf between the two, such as `submission` in `postfix/submission/smtpd`. */
  service: string | null
  pid: number | null
  /** The message: valid Unicode, no NUL, no carriage return, no colour codes; at most `longestText` characters. */
  text: string
  /** Whether more followed than `longestText` allows. */
  cut: boolean
  format: LineFormat
}

/** rsyslog cuts at 8 kB, journald at 48 kB; what is longer is nobody's message. */
export const longestText = 65_536

/** What a line without a zone or a year needs to be placed in time. */
export type LineContext = {
  /** IANA name of the host's time zone. */
  zone: string
  /** Microseconds: when the line was read, or the file last written. No line is younger by more than a day. */
  reference: number
  /** Microseconds: when the line before it in the same file was written. Tells the two hours apart when clocks go back. */
  after?: number | null
}
