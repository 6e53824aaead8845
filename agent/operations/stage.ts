// NAME     stage - hold domains on this channel until `apply` with staged: true commits them all at once
// INPUT    domains: what apply takes
// OUTPUT   staged: how many domains are held now
// WRITES   nothing; what is staged dies with the channel
// ERRORS   invalid_request when more than stagedBytesMax would be held
import { AgentError } from '../agent-error'
import type { Handler } from '../session'

/** Of states as JSON: some 1,300,000 mailboxes. */
const stagedBytesMax = 384 * 1024 * 1024

export const stage: Handler<'stage'> = async (session, { domains }) => {
  for (const item of domains) {
    session.stagedBytes += JSON.stringify(item).length
    if (session.stagedBytes > stagedBytesMax) {
      session.staged.clear()
      session.stagedBytes = 0
      throw new AgentError('invalid_request', 'More is staged than an agent holds; apply in parts.')
    }
    session.staged.set(item.state.domain, item)
  }
  return { staged: session.staged.size }
}
