// From words to an exit code. All that goes wrong ends here, in sentences on standard error; a defect shows itself whole.
import { AppError } from '#lib/errors'
import { RefusedError } from '#lib/outcome'
import { sentence } from '#lib/web/sentence'
import { type Command, helpOf, type Options, type OptionValues, parseWords, usageOf } from './command'
import { CommandFailure, exitCodes, UsageError } from './failure'
import { harmless, makeOutput } from './output'

export interface Streams {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

export async function run(commands: readonly Command[], words: readonly string[], streams: Streams): Promise<number> {
  const complain = (text: string) => void streams.stderr.write(`${harmless(text)}\n`)
  try {
    return await dispatch(commands, words, streams)
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message)
      complain('`npm run cli -- help` lists the commands; `--help` after one explains it.')
      return exitCodes.usage
    }
    if (words.includes('--json') && error instanceof CommandFailure && error.document !== null)
      streams.stderr.write(`${JSON.stringify(error.document, null, 2)}\n`)
    else for (const text of sentencesOf(error)) complain(text)
    return exitCodes.failed
  }
}

async function dispatch(commands: readonly Command[], words: readonly string[], streams: Streams): Promise<number> {
  const [noun, verb, ...rest] = words
  const say = (text: string, code: number = exitCodes.done) => {
    streams.stdout.write(`${text}\n`)
    return code
  }
  if (noun === undefined || noun === 'help' || noun === '--help' || noun === '-h') return say(overview(commands, verb))
  const ofNoun = commands.filter((command) => command.noun === noun)
  if (ofNoun.length === 0) throw new UsageError(`"${noun}" is not one of: ${nounsOf(commands).join(', ')}.`)
  if (verb === undefined || verb === '--help' || verb === '-h')
    return say(overview(ofNoun, noun), verb === undefined ? exitCodes.usage : exitCodes.done)
  const found = ofNoun.find((command) => command.verb === verb)
  if (!found) throw new UsageError(`${noun} has no "${verb}", only: ${ofNoun.map((command) => command.verb).join(', ')}.`)
  const { args, values } = parseWords(found, rest)
  if (values.help === true) return say(helpOf(found))
  if (values.json === true && values.table === true) throw new UsageError('--json and --table exclude each other')
  await found.run({ args, options: values as OptionValues<Options>, out: makeOutput(values.json === true, streams) })
  return exitCodes.done
}

export function overview(commands: readonly Command[], noun?: string): string {
  const shown = noun === undefined ? commands : commands.filter((command) => command.noun === noun)
  const usages = shown.map((command) => usageOf(command).replace(/^postern /, '  '))
  const width = Math.max(0, ...usages.map((usage) => usage.length))
  const lines = shown.map((command, index) => `${(usages[index] ?? '').padEnd(width)}  ${command.summary}`)
  return ['postern NOUN VERB [ARGUMENTS] [--json]', '', ...lines].join('\n')
}

const nounsOf = (commands: readonly Command[]): string[] => [...new Set(commands.map((command) => command.noun))]

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof CommandFailure) return error.sentences
  if (error instanceof RefusedError) {
    return error.refusals.map(
      ({ field, code, values }) => `${field === null ? '' : `${field}: `}${sentence('en', 'refusal', code, values) ?? code}`,
    )
  }
  if (error instanceof AppError) {
    const said = sentence('en', 'failure', error.code, { subject: error.subject ?? '' }) ?? error.code
    // The person who runs the command line on the panel's own computer is an administrator of it: the detail is for them.
    return error.detail === null ? [said] : [said, error.detail]
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
