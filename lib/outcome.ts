// What a command gives back. A person's mistake is a value with every refusal at once; a failure of the world is an AppError;
// a mistake of ours throws.

/** `code` names a sentence in messages/<locale>/errors.json (`refusal.<code>`); `field` is the path of the input, null for the whole. */
export type Refusal = { field: string | null; code: string; values?: Record<string, string | number> }

export type Outcome<T> = { ok: true; value: T; revision: string | null } | { ok: false; refusals: Refusal[]; current?: Conflict }

/** What the second of two editors is told: the row as it stands, who changed it, when, and which fields. */
export type Conflict = { view: unknown; changedBy: string; changedAt: string; fields: string[] }

/** Thrown inside a transaction to roll it back; commands turn it into an Outcome by `asOutcome`. */
export class RefusedError extends Error {
  constructor(
    readonly refusals: Refusal[],
    readonly current?: Conflict,
  ) {
    super(`refused: ${refusals.map((refusal) => refusal.code).join(', ')}`)
    this.name = 'RefusedError'
  }
}

export const refuse = (code: string, field: string | null = null, values?: Record<string, string | number>): never => {
  throw new RefusedError([{ field, code, values }])
}

/** Runs a command's transaction and turns a refusal thrown in it into a value. */
export async function asOutcome<T>(run: () => Promise<{ value: T; revision: string | null }>): Promise<Outcome<T>> {
  try {
    return { ok: true, ...(await run()) }
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, refusals: error.refusals, current: error.current }
    throw error
  }
}

/** One page of a list, by keyset: cursors are opaque, `total` may be an estimate on large tables. */
export type Page<T> = { rows: T[]; next: string | null; previous: string | null; total: { count: number; exact: boolean } }
