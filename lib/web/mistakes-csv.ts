import 'server-only'
import type { CsvMistake } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { writeCsv } from '#lib/csv/write-csv'
import type { Locale } from '#lib/i18n/locales'
import { getTask } from '#lib/tasks/queries'
import { sentence } from './sentence'

/** The bad lines of an import as a file, with their reasons in the reader's language. */
export async function* mistakesCsv(actor: Actor, id: string, locale: Locale): AsyncGenerator<string> {
  const { mistakes } = await getTask(actor, id)
  async function* once() {
    yield mistakes
  }
  yield* writeCsv<CsvMistake>(
    {
      line: ({ line }) => line,
      column: ({ column }) => column,
      code: ({ code }) => code,
      reason: ({ code, values }) => sentence(locale, 'refusal', code, values),
    },
    once(),
  )
}
