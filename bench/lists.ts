// What a list costs the person who opens it, on many rows against on few, and against a page that shows no data at all.
import { gzipSync } from 'node:zlib'
import { type Panel, page } from './panel-session'
import { type Series, series, timed } from './statistics'

/** The same requests on both sizes; each search finds eleven rows in every domain, so that a full page is shown on both. */
export const listPages = {
  'mailboxes, first page': '/mailboxes',
  'mailboxes, search': '/mailboxes?search=user7',
  'mailboxes, last page': '/mailboxes?cursor=last',
  'aliases, first page': '/aliases',
  'aliases, search': '/aliases?search=alias4',
  'aliases, last page': '/aliases?cursor=last',
} as const
export type ListPage = keyof typeof listPages
export const emptyPage = '/hosts/new'

export type PageCost = Series & { htmlGzipBytes: number }

/** Pages take turns, so that a machine that slows down slows all of them. */
export async function measurePages(panel: Panel, runs: number): Promise<Record<ListPage | 'empty', PageCost>> {
  const paths: Record<string, string> = { empty: emptyPage, ...listPages }
  const samples: Record<string, number[]> = {}
  const bytes: Record<string, number> = {}
  for (let run = -3; run < runs; run++) {
    for (const [name, path] of Object.entries(paths)) {
      let html = ''
      const [ms] = await timed(1, 0, async () => {
        html = await page(panel, path)
      })
      bytes[name] = gzipSync(html).length
      if (run >= 0) samples[name] = [...(samples[name] ?? []), ms as number]
    }
  }
  const costs = Object.keys(paths).map((name) => [name, { ...series(samples[name] ?? []), htmlGzipBytes: bytes[name] ?? 0 }])
  return Object.fromEntries(costs) as Record<ListPage | 'empty', PageCost>
}
