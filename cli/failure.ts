// How a command ends: 0 done, 1 refused or failed, 2 not understood.
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** What was typed makes no command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Sentences for the person, one per line; already in words. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  constructor(
    readonly sentences: readonly string[],
    /** The problem document, for --json. */
    readonly document: unknown = null,
  ) {
    super(sentences.join(' '))
  }
}
