'use client'

import { useTranslations } from 'next-intl'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import type { CsvReport } from '#lib/addresses/view'

/** Every bad line of a file: where, and what is wrong. */
export function CsvMistakes({ report }: { report: Pick<CsvReport, 'mistakes' | 'mistakesTotal'> }) {
  const t = useTranslations('mailboxes.import')
  const sentence = useErrorSentence()
  const lines = new Set(report.mistakes.map(({ line }) => line)).size
  const more = report.mistakesTotal - report.mistakes.length
  return (
    <div className="flex flex-col gap-3">
      <Banner tone="bad" title={t('bad', { count: report.mistakesTotal, lines })}>
        {t('badBody')}
      </Banner>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable) */}
      <section tabIndex={0} aria-label={t('mistakes')} className="max-h-112 overflow-auto rounded-lg inset-ring inset-ring-line">
        <table className="w-full text-sm">
          <thead className="sticky top-0 bg-sunken text-left text-muted text-xs">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                {t('line')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('column')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('reason')}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.mistakes.map(({ line, column, code, values }) => {
              const reason = sentence('refusal', code, values)
              return (
                <tr key={`${line} ${column} ${reason}`} className="border-t align-top">
                  <th scope="row" className="px-4 py-2 text-left font-medium tabular-nums">
                    {line}
                  </th>
                  <td className="px-3 py-2 font-mono">{column ?? '–'}</td>
                  <td className="break-words px-3 py-2">{reason}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {more > 0 && <p className="text-muted">{t('more', { count: more })}</p>}
    </div>
  )
}
