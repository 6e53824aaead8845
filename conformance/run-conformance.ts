// What `npm run conformance` does; main.ts gives it this process.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { corpora } from './index'
import { type Judged, judgeCorpus } from './judge-corpus'

const usage = 'npm run conformance -- DIR [--corpus NAME]... [--json]'

type Process = {
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
  env: Record<string, string | undefined>
}

/** The exit code. */
export async function runConformance(argv: string[], { stdout, stderr, env }: Process): Promise<number> {
  const refuse = (why: string): number => {
    stderr.write(`${why}\n`)
    return 2
  }
  const { values, positionals } = parseArgs({
    args: argv,
    options: { corpus: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [given] = positionals
  if (given === undefined || positionals.length > 1) return refuse(`Say which folder holds the corpora: ${usage}`)
  // npm runs scripts in the project's folder; a relative path is meant from where the person stands.
  const folder = resolve(env.INIT_CWD ?? '.', given)
  const unknown = values.corpus?.find((name) => !corpora.some((corpus) => corpus.name === name))
  if (unknown !== undefined) return refuse(`There is no corpus “${unknown}”. There are: ${corpora.map(({ name }) => name).join(', ')}.`)

  const results: Judged[] = []
  for (const corpus of corpora) {
    if (values.corpus && !values.corpus.includes(corpus.name)) continue
    const judged = await judgeCorpus(corpus, folder)
    if (!judged) continue
    results.push(judged)
    if (!values.json) stdout.write(linesOf(judged))
  }
  if (results.length === 0)
    return refuse(`${folder} holds no NAME.jsonl that is known here. Known: ${corpora.map(({ name }) => name).join(', ')}.`)
  if (values.json) stdout.write(`${JSON.stringify(results, null, 2)}\n`)
  return results.some((judged) => 'failed' in judged && judged.failed.length > 0) ? 1 : 0
}

function linesOf(judged: Judged): string {
  if ('unread' in judged) return `${judged.name} not read by the product yet (${judged.total} cases): ${judged.unread}\n`
  const notAsked = judged.unscored.length > 0 ? ` (${judged.unscored.length} not asked: ${reasons(judged.unscored)})` : ''
  return `${judged.name} ${judged.passed}/${judged.total}${notAsked}\n${judged.failed.map(({ id, why }) => `  ${id}: ${why}\n`).join('')}`
}

const reasons = (told: readonly { why: string }[]): string => [...new Set(told.map(({ why }) => why))].join(', ')
