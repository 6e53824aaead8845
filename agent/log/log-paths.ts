// Which logs this host has. Paths are this list, and what Postfix and Dovecot themselves name below /var; none comes from the panel. A log
// that repeats another is left out: rsyslog writes what the journal has, and ClamAV and rspamd their own file or the journal.
import { existsSync } from 'node:fs'
import type { LogPlaces, LogSource } from '#lib/protocol/log-lines'
import { runProgram } from '../run-program'
import { journalHasMail } from './read-journal'

export type LogPath = { source: Exclude<LogSource, 'journal'>; path: string }
export type LogPaths = { files: LogPath[] /** Names to ask the journal for; null: it is not read. */; journal: string[] | null }

const syslogFiles = ['/var/log/mail.log', '/var/log/maillog']
const ownFiles = [
  { source: 'rspamd', path: '/var/log/rspamd/rspamd.log', names: ['rspamd'] },
  { source: 'clamav', path: '/var/log/clamav/clamav.log', names: ['clamd', 'clamav-daemon'] },
  { source: 'roundcube', path: '/var/log/roundcube/userlogins.log', names: [] },
] as const
const keptMs = 60_000

let named: { at: number; files: LogPath[] } | null = null

/** What was read before decides where both have the same lines: a change would read them twice. */
export async function logPaths(places: LogPlaces, deadlineMs: number): Promise<LogPaths> {
  const syslogFile = syslogFiles.find((path) => existsSync(path))
  const begun = places.journal !== undefined ? 'journal' : places.mail !== undefined && syslogFile ? 'mail' : null
  const useJournal = begun === 'journal' || (begun === null && ((await journalHasMail(deadlineMs)) || !syslogFile))
  const own = ownFiles.filter(({ path }) => existsSync(path))
  const others = ownFiles.filter(({ path }) => !existsSync(path)).flatMap(({ names }) => names)
  return {
    files: [
      ...(useJournal || !syslogFile ? [] : [{ source: 'mail' as const, path: syslogFile }]),
      ...own.map(({ source, path }) => ({ source, path })),
      ...(await configuredFiles(deadlineMs)),
    ],
    journal: useJournal ? others : null,
  }
}

async function configuredFiles(deadlineMs: number): Promise<LogPath[]> {
  const now = performance.now()
  if (named && now - named.at < keptMs) return named.files
  const [postfix, dovecot] = await Promise.all([
    answer('/usr/sbin/postconf', ['-xh', 'maillog_file'], deadlineMs),
    answer('/usr/bin/doveconf', ['-h', 'log_path'], deadlineMs),
  ])
  const files = [
    { source: 'maillog' as const, path: postfix },
    { source: 'dovecot' as const, path: dovecot },
  ].filter(({ path }) => isOwnLog(path))
  named = { at: now, files }
  return files
}

/** As postlogd(8) itself holds to maillog_file_prefixes. */
const isOwnLog = (path: string): boolean =>
  /^\/var\/(?:[\w.-]+\/)+[\w.-]+$/.test(path) && !path.includes('/..') && !syslogFiles.includes(path)

async function answer(program: string, args: string[], deadlineMs: number): Promise<string> {
  if (!existsSync(program)) return ''
  const { exitCode, stdout } = await runProgram(program, args, { deadlineMs })
  return exitCode === 0 ? stdout.trim() : ''
}
