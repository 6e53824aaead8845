// Who is at the other end of a Postfix process, until it disconnects: `connect` and `tls` name no queue id, only the process joins them to what follows.
import type { EventOf, Peer } from './event'
import type { LogLine } from './line'
import type { Timed } from './story'

export type Session = {
  client: Peer
  tls: EventOf<'tls'> | null
  /** The story of what was refused in this visit. */
  refused: string | null
  /** Filters that did not answer in it: what is taken all the same was seen by none. Older ones kept none. */
  troubles?: Timed<EventOf<'milter-failed'>>[]
  /** What was decided before a message that is taken all the same has its queue id: that it is held, or passed to a filter. Older ones kept none. */
  decided?: Timed<EventOf<'decision'>>[]
  /** Names of the lines that told of it. */
  lines: string[]
}

const most = 5000

export class StorySessions {
  readonly #open: Map<string, Session>

  constructor(open: Iterable<[string, Session]> = []) {
    this.#open = new Map(open)
  }

  connect(host: string, line: LogLine, client: Peer): Session {
    const key = sessionKey(host, line)
    const session: Session = { client, tls: null, refused: null, lines: [] }
    this.#open.delete(key)
    this.#open.set(key, session)
    if (this.#open.size > most) this.#open.delete(this.#open.keys().next().value as string)
    return session
  }

  /** The process's session, when it is with that client: a log that lost a line may have another. */
  of(host: string, line: LogLine, client: Peer): Session | null {
    const session = this.#open.get(sessionKey(host, line))
    return session && session.client.address === client.address ? session : null
  }

  /** Of a line that names no client. */
  ofProcess(host: string, line: LogLine): Session | null {
    return this.#open.get(sessionKey(host, line)) ?? null
  }

  end(host: string, line: LogLine): void {
    this.#open.delete(sessionKey(host, line))
  }

  /** What is open, to go on with later. */
  all(): [string, Session][] {
    return [...this.#open]
  }
}

export const sessionKey = (host: string, { part, service, pid }: LogLine): string => `${host} ${service}/${part} ${pid}`
