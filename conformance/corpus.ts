// What a corpus is: a file DIR/<name>.jsonl of cases that somebody else wrote, and a judge that asks the product's own functions about one
// of them. A judge maps the other project's words to ours; what a case expects never reaches the functions that it asks.

export type Verdict =
  | { passed: true }
  | { passed: false; why: string }
  /** The case cannot be asked of the product at all (it needs the Internet, or tests the insides of the program that it was written for). */
  | { passed: null; why: string }

export type Context = { /** The folder that a case's `file` is relative to. */ files: string; read(file: string): Promise<Buffer> }

/** A case is the JSON of its line; the judge reads the keys that it needs. */
// biome-ignore lint/suspicious/noExplicitAny: a case is foreign JSON whose form only its own judge knows
export type Case = any

export type Corpus = { name: string } & (
  | { judge(given: Case, context: Context): Verdict | Promise<Verdict> }
  /** The product has nothing yet that reads such cases. */
  | { unread: string }
)

export const passed: Verdict = { passed: true }
export const failed = (why: string): Verdict => ({ passed: false, why })
export const unscored = (why: string): Verdict => ({ passed: null, why })

/** Passed when nothing differs; each difference is a sentence. */
export const verdictOf = (differences: readonly (string | false | null | undefined)[]): Verdict => {
  const told = differences.filter((difference) => typeof difference === 'string')
  return told.length === 0 ? passed : failed(told.join('; '))
}

/** A difference, or nothing: for `verdictOf`. */
export const differs = (what: string, found: unknown, expected: unknown): string | null =>
  JSON.stringify(found) === JSON.stringify(expected)
    ? null
    : `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`.slice(0, 300)
