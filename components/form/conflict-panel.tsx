'use client'

import { ArrowDownToLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { RelativeTime } from '#components/ui/relative-time'
import type { Conflict } from '#lib/outcome'
import { ShownValue } from './shown-value'
import { theirsIn } from './use-answer'

interface ConflictPanelProps {
  conflict: Conflict
  sent: Readonly<Record<string, unknown>>
  /** Taken over already: this person had not changed them. */
  untouched: readonly string[]
  labels: Record<string, string>
  onTake: (values: Record<string, unknown>) => void
}

/** The second of two editors sees who changed what and when, field by field; theirs can be taken into the form, or overwritten knowingly. */
export function ConflictPanel({ conflict, sent, untouched, labels, onTake }: ConflictPanelProps) {
  const t = useTranslations('form.conflict')
  const fields = conflict.fields.filter((field) => field in labels)
  const theirs = theirsIn(conflict.view, fields)
  const chosen = fields.filter((field) => field in sent && !untouched.includes(field))
  return (
    <Banner
      tone="warn"
      title={t.rich('title', { who: conflict.changedBy, when: () => <RelativeTime value={conflict.changedAt} /> })}
      actions={
        chosen.length > 1 && (
          <Button size="small" icon={<ArrowDownToLine aria-hidden />} onClick={() => onTake(theirsIn(conflict.view, chosen))}>
            {t('takeAll')}
          </Button>
        )
      }
    >
      <p>{t('explain')}</p>
      <table className="mt-3 w-full text-sm">
        <thead className="text-left text-muted">
          <tr>
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('field')}
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('theirs')}
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('yours')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} className="border-t align-top">
              <th scope="row" className="py-2 pr-4 text-left font-medium">
                {labels[field]}
              </th>
              <td className="py-2 pr-4">
                <ShownValue name={field} value={theirs[field]} />
              </td>
              <td className="py-2 pr-4">
                {chosen.includes(field) ? (
                  <ShownValue name={field} value={sent[field]} />
                ) : (
                  <span className="text-muted">{field in sent ? t('untouched') : t('notHere')}</span>
                )}
              </td>
              <td className="py-1.5 text-right">
                {chosen.includes(field) && (
                  <Button size="small" onClick={() => onTake({ [field]: theirs[field] })}>
                    {t('take')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Banner>
  )
}
