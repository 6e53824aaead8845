// NAME     log-lines - what the mail programs of this host logged, line by line
// INPUT    places: behind which to go on, for each log that was read before; bytesMax: of text in the answer
// OUTPUT   for each log with something new its whole lines, as written, and the place behind the last; the host's time zone; whether that was all
// WRITES   nothing
// ERRORS   none of its own: a log that is not there is left out
// BUGS     A file that was emptied while nobody read it (copytruncate) has lost what was written between the copy and the cut: nobody can tell.
//          A rotated file that was edited is not known again: a gap is said and the present file read from its start.
import { type LogPart, logSources } from '#lib/protocol/log-lines'
import { readFilePlace, writeFilePlace } from '../log/file-place'
import { logPaths } from '../log/log-paths'
import { readFileLines } from '../log/read-file-lines'
import { readJournal } from '../log/read-journal'
import type { Handler } from '../session'

export const logLines: Handler<'log-lines'> = async (_session, { places, bytesMax }, deadline) => {
  const { files, journal } = await logPaths(places, deadline.leftMs)
  const parts: LogPart[] = []
  const nowMs = Date.now()
  let [left, done] = [bytesMax, true]
  for (const { source, path } of files) {
    const before = places[source]
    // No log takes it all while others wait.
    const share = Math.max(2048, Math.floor(left / (journal === null && files.length === 1 ? 1 : 2)))
    const read = await readFileLines(path, readFilePlace(before), share, nowMs)
    if (!read) continue
    const { lines, writtenAt, gap, more } = read
    const place = writeFilePlace(read.place)
    left -= lines.reduce((sum, line) => sum + line.length, 0)
    done &&= !more
    if (place !== before) parts.push({ source, place, lines, writtenAt: Math.round(writtenAt), gap })
  }
  if (journal !== null) {
    const before = places.journal ?? null
    const { lines, cursor, gap, more } = await readJournal(before, journal, Math.max(2048, left), deadline.leftMs)
    done &&= !more
    if (cursor !== null && cursor !== before) parts.push({ source: 'journal', place: cursor, lines, writtenAt: nowMs * 1000, gap })
  }
  const order = (one: LogPart, other: LogPart): number => logSources.indexOf(one.source) - logSources.indexOf(other.source)
  return { parts: parts.sort(order), zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', done }
}
