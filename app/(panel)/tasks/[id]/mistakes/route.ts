import { getLocale } from 'next-intl/server'
import { csvDownload } from '#lib/web/csv-download'
import { mistakesCsv } from '#lib/web/mistakes-csv'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [{ id }, locale] = await Promise.all([params, getLocale()])
  return csvDownload('mistakes.csv', (actor) => mistakesCsv(actor, id, locale))(request)
}
