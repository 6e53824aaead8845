// Lines of a host's logs as they cross the wire: which logs there are, and up to where each was read.
import * as z from 'zod'

/** journal: systemd's · mail: what rsyslog writes · maillog: Postfix's own (maillog_file) · the others: files that the programs write. */
export const logSources = ['journal', 'mail', 'maillog', 'dovecot', 'rspamd', 'clamav', 'roundcube'] as const
export const logSource = z.enum(logSources)
export type LogSource = z.infer<typeof logSource>

/** A journal's cursor (systemd.journal-fields(7)), or a file's inode, offset and digest of the bytes before it. */
export const logPlace = z.string().regex(/^(?:[a-z0-9=;]{10,300}|f1\.\d{1,20}\.\d{1,15}\.[0-9a-f]{0,16})$/)
export const logPlaces = z.partialRecord(logSource, logPlace)
export type LogPlaces = z.infer<typeof logPlaces>

export const logBytesMax = 8 * 1024 * 1024
/** A longer line is cut. */
export const logLineMax = 65_536

export const logLinesInput = z.strictObject({
  /** Behind which to go on. A log that is not named begins with the last day, or the last 64 MiB. */
  places: logPlaces,
  /** Of text, in one answer: what does not fit comes with the next. */
  bytesMax: z.int().min(4096).max(logBytesMax),
})

export const logPart = z.object({
  source: logSource,
  /** Behind the last line that is here. */
  place: logPlace,
  lines: z.array(z.string().max(logLineMax)),
  /** Microseconds: no line of a file is younger. Tells the year where the line does not. */
  writtenAt: z.int(),
  /** What stood at the place is not there any more: lines between were lost. */
  gap: z.boolean(),
})
export type LogPart = z.infer<typeof logPart>

export const logLinesOutput = z.object({
  parts: z.array(logPart),
  /** IANA name of the host's time zone. */
  zone: z.string().max(64),
  /** There is no more now. */
  done: z.boolean(),
})
