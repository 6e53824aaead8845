// Failures of the world, as a closed table: code -> HTTP status and whether a retry helps. The sentence for a person is
// messages/<locale>/errors.json `failure.<code>`; docs/errors.md has a paragraph per code, and a test compares all three.

export const failures = {
  unauthenticated: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  token_scope: { status: 403, retry: false },
  token_network: { status: 403, retry: false },
  not_found: { status: 404, retry: false },
  refused: { status: 422, retry: false },
  conflict: { status: 412, retry: false },
  precondition_required: { status: 428, retry: false },
  invalid_request: { status: 400, retry: false },
  unsupported_media_type: { status: 415, retry: false },
  too_large: { status: 413, retry: false },
  rate_limited: { status: 429, retry: true },
  idempotency_mismatch: { status: 422, retry: false },
  idempotency_running: { status: 409, retry: true },
  host_unreachable: { status: 503, retry: true },
  host_key_changed: { status: 502, retry: false },
  host_refused_login: { status: 502, retry: false },
  host_taken: { status: 409, retry: false },
  host_setup_failed: { status: 502, retry: false },
  host_deadline: { status: 504, retry: true },
  agent_upgrade_required: { status: 502, retry: false },
  agent_protocol: { status: 502, retry: false },
  agent_drift: { status: 409, retry: false },
  agent_stale: { status: 409, retry: false },
  agent_busy: { status: 503, retry: true },
  agent_map_failed: { status: 502, retry: false },
  agent_disk_full: { status: 507, retry: true },
  agent_reload_failed: { status: 502, retry: true },
  agent_config_refused: { status: 502, retry: false },
  agent_send_refused: { status: 502, retry: true },
  agent_taken: { status: 409, retry: false },
  agent_not_found: { status: 404, retry: false },
  agent_queue_unreadable: { status: 502, retry: true },
  agent_internal: { status: 502, retry: true },
  name_server_unreachable: { status: 503, retry: true },
  sender_missing: { status: 503, retry: false },
  database_unavailable: { status: 503, retry: true },
  internal: { status: 500, retry: false },
} as const

export type FailureCode = keyof typeof failures

/** `subject` is what it happened to; `detail` is for the log and administrators: no secrets, never an exception's own text shown to others. */
export class AppError extends Error {
  readonly subject: string | null
  readonly detail: string | null
  constructor(
    readonly code: FailureCode,
    options: { subject?: string; detail?: string; cause?: unknown } = {},
  ) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause })
    this.name = 'AppError'
    this.subject = options.subject ?? null
    this.detail = options.detail ?? null
  }
  get status(): number {
    return failures[this.code].status
  }
  get retry(): boolean {
    return failures[this.code].retry
  }
}
