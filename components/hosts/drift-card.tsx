import { Download, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FileChanges } from '#components/changes/file-changes'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { RelativeTime } from '#components/ui/relative-time'
import type { FileChange } from '#lib/protocol/operations'
import type { FormAction } from '#lib/web/action-state'

interface DriftCardProps {
  hostId: string
  domain: string
  since: string
  /** What putting back would do; null when the host could not be asked. */
  drift: {
    readonly changes: readonly FileChange[]
    readonly unreadable: readonly { readonly file: string; readonly line: string }[]
  } | null
  failure: ReactNode
  /** Absent for those who may not. */
  putBack: FormAction | undefined
  takeOver: FormAction | undefined
}

/** What another hand did to one domain, and the two ways out. */
export function DriftCard({ hostId, domain, since, drift, failure, putBack, takeOver }: DriftCardProps) {
  const t = useTranslations('hosts.drift')
  const fields = { $id: hostId, domain }
  const readable = drift !== null && drift.unreadable.length === 0
  return (
    <Card
      title={<Address value={domain} />}
      sub={t.rich('since', { since: () => <RelativeTime value={since} /> })}
      actions={
        <>
          {takeOver && drift && (
            <ActButton
              label={t('takeOver')}
              size="small"
              icon={<Download aria-hidden />}
              disabled={!readable}
              action={takeOver}
              fields={fields}
              done={t('takeOverDone', { domain })}
              confirm={{ title: t('takeOverTitle', { domain }), description: t('takeOverBody'), confirmLabel: t('takeOver') }}
            />
          )}
          {putBack && (
            <ActButton
              label={t('putBack')}
              size="small"
              icon={<Undo2 aria-hidden />}
              action={putBack}
              fields={fields}
              done={t('putBackDone', { domain })}
              confirm={{ title: t('putBackTitle', { domain }), description: t('putBackBody'), confirmLabel: t('putBack'), danger: true }}
            />
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure}
        {drift && drift.changes.length === 0 && <p className="text-muted">{t('same')}</p>}
        {drift && !readable && (
          <Banner tone="warn" title={t('unreadable')}>
            <ul className="mt-1 font-mono text-sm">
              {drift.unreadable.map(({ file, line }) => (
                <li key={`${file}:${line}`} className="break-all">
                  {file}: {line}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        {drift && <FileChanges changes={drift.changes} />}
      </div>
    </Card>
  )
}
