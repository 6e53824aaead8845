// The one way a request fails on purpose: a code of the protocol's closed list and a sentence for the log. Anything else
// that is thrown is a defect of the agent and reaches the panel as `internal` with a reference, never as its own text.
import type { AgentErrorCode, WireError } from '#lib/protocol/wire'

export class AgentError extends Error {
  readonly code: AgentErrorCode
  readonly domains: WireError['domains']

  constructor(code: AgentErrorCode, message: string, domains?: WireError['domains']) {
    super(message)
    this.code = code
    this.domains = domains
  }
}

export function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** A full disk is the world's failure and may pass; it must not be reported as a defect. */
export function asAgentError(error: unknown): AgentError | null {
  if (error instanceof AgentError) return error
  const errno = errnoOf(error)
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return new AgentError('disk_full', `The disk of the host is full (${errno}).`)
  return null
}
