// Who is at the other end of a Postfix process, until it disconnects: `connect` and `tls` name no queue id, only the process joins them to what follows.
import type { EventOf, Peer } from './event'
import type { LogLine } from './line'
import type { Story } from './story'

export type Session = { client: Peer; tls: EventOf<'tls'> | null; refused: Story | null }

const most = 5000

export class StorySessions {
  readonly #open = new Map<string, Session>()

  connect(host: string, line: LogLine, client: Peer): void {
    const key = keyOf(host, line)
    this.#open.delete(key)
    this.#open.set(key, { client, tls: null, refused: null })
    if (this.#open.size > most) this.#open.delete(this.#open.keys().next().value as string)
  }

  /** The process's session, when it is with that client: a log that lost a line may have another. */
  of(host: string, line: LogLine, client: Peer): Session | null {
    const session = this.#open.get(keyOf(host, line))
    return session && session.client.address === client.address ? session : null
  }

  end(host: string, line: LogLine): void {
    this.#open.delete(keyOf(host, line))
  }
}

const keyOf = (host: string, { part, service, pid }: LogLine): string => `${host} ${service}/${part} ${pid}`
