// A server that never answers is left alone for the rest of a run: each further question would cost its whole deadline, and tell nothing. One that has
// answered anything is alive; what it is slow about is another's fault.
import type { DnsResolver } from './resolver'

/** One lost packet is no silence. */
const silencesMax = 2

export function givingUp(resolver: DnsResolver): DnsResolver {
  let silences = 0
  let alive = false
  const watched: DnsResolver['lookup'] = async (name, type) => {
    if (silences >= silencesMax) return { state: 'failed', why: 'timeout' }
    const answer = await resolver.lookup(name, type)
    const isSilent = answer.state === 'failed' && (answer.why === 'timeout' || answer.why === 'network')
    if (isSilent) silences++
    else alive = true
    return answer
  }
  return { lookup: (name, type) => (alive ? resolver.lookup(name, type) : watched(name, type)) }
}
