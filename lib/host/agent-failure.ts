// What the agent's refusals are to the panel: one AppError code per wire code; drift carries the digests that were found.
import { AppError, type FailureCode } from '#lib/errors'
import type { AgentErrorCode, WireError } from '#lib/protocol/wire'

const codes: Record<AgentErrorCode, FailureCode> = {
  invalid_request: 'agent_protocol',
  upgrade_required: 'agent_upgrade_required',
  drift: 'agent_drift',
  stale: 'agent_stale',
  busy: 'agent_busy',
  map_failed: 'agent_map_failed',
  disk_full: 'agent_disk_full',
  reload_failed: 'agent_reload_failed',
  config_refused: 'agent_config_refused',
  send_refused: 'agent_send_refused',
  taken: 'agent_taken',
  queue_unreadable: 'agent_queue_unreadable',
  not_found: 'agent_not_found',
  deadline: 'host_deadline',
  internal: 'agent_internal',
}

export class AgentFailure extends AppError {
  constructor(
    host: string,
    op: string,
    /** The agent's own answer. */
    readonly wire: WireError,
  ) {
    super(codes[wire.code], { subject: host, detail: `${op}: ${wire.message}` })
    this.name = 'AgentFailure'
  }
}
