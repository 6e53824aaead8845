// JSON lines on stdin, answers on stdout, one request after another: order on the channel is order on the host. The channel ends with
// stdin, or with a line longer than the protocol allows. A slow reader holds the next request back (write returns false), but never what is
// to be done after an answer: the lock is given back although nobody reads, as when the line was cut.
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { lineBytesMax } from '#lib/protocol/operations'
import { appendLogLine } from './audit-log'
import { dispatch } from './dispatch'
import type { Session } from './session'

export async function serve(session: Session, input: Readable, output: Writable): Promise<void> {
  for await (const line of linesOf(input)) {
    if (line.trim() === '') continue
    const response = await dispatch(session, line)
    const written = output.write(`${JSON.stringify(response)}\n`) ? null : once(output, 'drain')
    await Promise.all([runAfterAnswer(session), written])
  }
}

/** The answer is out: what fails here is for the log, and the next start repairs it. */
export async function runAfterAnswer(session: Session) {
  const next = () => session.afterAnswer.shift() ?? session.afterRelease.shift()
  for (let work = next(); work; work = next()) {
    try {
      await work()
    } catch (error) {
      await appendLogLine(session.host, { afterAnswer: error instanceof Error ? error.stack : String(error) })
    }
  }
}

export async function* linesOf(input: Readable): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end))
      if (length + end - start > lineBytesMax) return
      yield Buffer.concat(parts).toString('utf8')
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > lineBytesMax) return
  }
}
