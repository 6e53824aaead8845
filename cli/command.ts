// The grammar: `postern NOUN VERB [ARGUMENTS] [OPTIONS]`. A command is a value with its help in it; parsing is node:util's.
import { parseArgs } from 'node:util'
import { UsageError } from './failure'
import type { Output } from './output'

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  /** Of the value, in the help: ADDRESS, SIZE. */
  readonly value?: string
  readonly help: string
}
export type Options = { readonly [name: string]: Option }

type ValueOf<O extends Option> = O['type'] extends 'boolean' ? boolean : O extends { readonly multiple: true } ? string[] : string
export type OptionValues<O extends Options> = { readonly [K in keyof O]?: ValueOf<O[K]> }

export interface Input<O extends Options> {
  readonly args: readonly string[]
  readonly options: OptionValues<O>
  readonly out: Output
}

export interface Command<O extends Options = Options> {
  readonly noun: string
  readonly verb: string
  /** `ADDRESS`, `[ADDRESS]` optional, `ADDRESS…` one or more. */
  readonly args: readonly string[]
  readonly summary: string
  readonly options: O
  readonly run: (input: Input<O>) => Promise<void>
}

/** Every command with its own options' types; kept without them in the table. */
export const command = <const O extends Options>(given: Command<O>): Command => given as unknown as Command

export const everywhere = {
  json: { type: 'boolean', help: 'print JSON' },
  table: { type: 'boolean', help: 'print a table (the default)' },
  help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies Options

export type Words = { args: string[]; values: Record<string, string | boolean | string[]> }

export function parseWords(given: Command, words: readonly string[]): Words {
  const options = { ...given.options, ...everywhere }
  const { values, positionals } = tryParse(words, options)
  const least = given.args.filter((arg) => !arg.startsWith('[')).length
  const most = given.args.some((arg) => arg.includes('…')) ? Number.POSITIVE_INFINITY : given.args.length
  if (values.help !== true && (positionals.length < least || positionals.length > most)) {
    throw new UsageError(positionals.length < least ? `${given.args[positionals.length]} is missing` : `too much: ${positionals[most]}`)
  }
  return { args: positionals, values }
}

function tryParse(words: readonly string[], options: Options): { values: Words['values']; positionals: string[] } {
  const spec = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false, short }]) => [name, { type, multiple, ...(short ? { short } : {}) }]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: spec, allowPositionals: true, strict: true })
    return {
      values: Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, string | boolean | string[]] => entry[1] !== undefined),
      ),
      positionals,
    }
  } catch (error) {
    // parseArgs speaks to the person who typed, in sentences of its own, by these codes alone.
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'))
      throw new UsageError(error.message)
    throw error
  }
}

export const usageOf = (given: Command): string => ['postern', given.noun, given.verb, ...given.args].join(' ')

export function helpOf(given: Command): string {
  const options = Object.entries({ ...given.options, ...everywhere } as Options)
  const rows = options.map(([name, option]) => [
    `  ${option.short ? `-${option.short}, ` : ''}--${name}${option.type === 'string' ? ` ${option.value ?? 'TEXT'}` : ''}`,
    option.multiple ? `${option.help} (may come more than once)` : option.help,
  ])
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return [
    `${given.summary}.`,
    '',
    `Usage: ${usageOf(given)} [OPTIONS]`,
    '',
    ...rows.map(([left = '', right = '']) => `${left.padEnd(width)}  ${right}`),
  ].join('\n')
}
