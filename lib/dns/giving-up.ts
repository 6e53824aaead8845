// A server that never answers is left alone for the rest of a run: each further question would cost its whole deadline, and tell nothing. One that has
// answered anything is alive; what it is slow about is another's fault.
import type { Answer, DnsResolver } from './resolver'

/** One lost packet is no silence. */
const silencesMax = 2

export function givingUp(resolver: DnsResolver): DnsResolver {
  let silences = 0
  let alive = false
  const note = (answer: Answer<unknown>): void => {
    if (answer.state === 'failed' && (answer.why === 'timeout' || answer.why === 'network')) silences++
    else alive = true
  }
  return {
    lookup(name, type) {
      if (!alive && silences >= silencesMax) return Promise.resolve({ state: 'failed', why: 'timeout' })
      const answer = resolver.lookup(name, type)
      if (!alive) answer.then(note)
      return answer
    },
  }
}
