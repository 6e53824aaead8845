// What a reader of a record or report found out: codes with values, never sentences (messages/<locale> has those), each with the place that
// the rule comes from. An error makes the record or a part of it void for those who follow the standard; a warning does not.

export type FindingValues = Record<string, string | number>
export type Finding<Code extends string = string> = { code: Code; values?: FindingValues /** e.g. `RFC 7208 4.6.4` */; rule: string }
export type Reading<Value, Code extends string = string> = {
  /** What could be understood, also beside errors; null when nothing could. */
  value: Value | null
  errors: Finding<Code>[]
  warnings: Finding<Code>[]
}

/** Values are written by strangers: what is told of them has a bound. */
const shown = (value: string | number): string | number =>
  typeof value === 'string' && value.length > 200 ? `${value.slice(0, 199)}…` : value

/** The one table of a reader's codes and their rules; gives the maker of its findings. */
export const findingsBy =
  <const Rules extends Record<string, string>>(rules: Rules) =>
  <Code extends keyof Rules & string>(code: Code, values?: FindingValues): Finding<Code> => ({
    code,
    ...(values && { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)])) }),
    rule: rules[code] as string,
  })
