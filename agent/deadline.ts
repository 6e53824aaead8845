// How long the panel still waits. Checked before the commit point of a write and never after it: what is committed is finished.
import { AgentError } from './agent-error'

export class Deadline {
  readonly #at: number

  constructor(milliseconds: number) {
    this.#at = performance.now() + milliseconds
  }

  get leftMs() {
    return Math.max(0, this.#at - performance.now())
  }

  assertTimeLeft() {
    if (this.leftMs === 0) throw new AgentError('deadline', 'The request ran past its deadline; nothing was changed.')
  }
}
