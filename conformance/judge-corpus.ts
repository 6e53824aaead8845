// Reads one corpus and judges every case of it. A judge that throws has failed its case: the product may refuse input, never fall over it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, Corpus, Verdict } from './corpus'

export type Told = { id: string; why: string }
export type Judged =
  | { name: string; unread: string; total: number }
  | { name: string; passed: number; total: number; failed: Told[]; unscored: Told[] }

/** null: the folder has no such corpus. */
export async function judgeCorpus(corpus: Corpus, folder: string): Promise<Judged | null> {
  const lines = await linesOf(join(folder, `${corpus.name}.jsonl`))
  if (lines === null) return null
  if ('unread' in corpus) return { name: corpus.name, unread: corpus.unread, total: lines.length }
  const files = join(folder, 'files')
  const context: Context = { files, read: (file) => readFile(join(files, file)) }
  const failed: Told[] = []
  const unscored: Told[] = []
  for (const [index, line] of lines.entries()) {
    const given = JSON.parse(line)
    const id = String(given.id ?? given.file ?? `line ${index + 1}`)
    const verdict = await judgeCase(() => corpus.judge(given, context))
    if (verdict.passed === false) failed.push({ id, why: verdict.why })
    if (verdict.passed === null) unscored.push({ id, why: verdict.why })
  }
  const total = lines.length - unscored.length
  return { name: corpus.name, passed: total - failed.length, total, failed, unscored }
}

async function judgeCase(ask: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await ask()
  } catch (error) {
    return { passed: false, why: `threw ${error instanceof Error ? error.stack?.split('\n').slice(0, 2).join(' ') : String(error)}` }
  }
}

async function linesOf(file: string): Promise<string[] | null> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
