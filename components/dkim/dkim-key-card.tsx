import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Card } from '#components/ui/card'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import type { DkimKeyView, KeyState } from '#lib/dkim/schema'
import type { FormAction } from '#lib/web/action-state'
import { DkimExport } from './dkim-export'
import { DkimRecord } from './dkim-record'
import type { DkimActions } from './dkim-section'

const tones: Record<KeyState, Tone> = { pending: 'waiting', published: 'waiting', active: 'good', retiring: 'off', retired: 'off' }

/** What ends a key: one that signs comes to rest, one that signs nothing is gone. A key at rest ends by itself. */
const endings: Record<KeyState, 'retire' | 'drop' | null> = {
  pending: 'drop',
  published: 'drop',
  active: 'retire',
  retiring: null,
  retired: 'drop',
}

interface DkimKeyCardProps {
  keyView: DkimKeyView
  domainId: string
  actions?: DkimActions | undefined
  exportKey?: { readonly action: FormAction; readonly address: string } | undefined
}

export function DkimKeyCard({ keyView: key, domainId, actions, exportKey }: DkimKeyCardProps) {
  const t = useTranslations('dkim')
  const fields = { $id: domainId, key: key.id }
  const ending = endings[key.state]
  return (
    <Card
      level={3}
      title={<span className="break-all font-mono">{key.selector}</span>}
      sub={t(`kind.${key.algorithm}`, { bits: key.bits })}
      actions={
        actions && (
          <>
            {(key.state === 'published' || key.state === 'retiring') && (
              <ActButton
                label={t('activate')}
                size="small"
                action={actions.activate}
                fields={fields}
                done={t('activated', { selector: key.selector })}
              />
            )}
            {ending && (
              <ActButton
                label={t(ending)}
                size="small"
                action={actions.retire}
                fields={fields}
                done={t(`${ending}Done`, { selector: key.selector })}
                confirm={{
                  title: t(`${ending}Title`, { selector: key.selector }),
                  description: t(`${ending}Body`),
                  confirmLabel: t(ending),
                  danger: true,
                }}
              />
            )}
            {exportKey && key.state !== 'retired' && (
              <DkimExport {...exportKey} domainId={domainId} keyId={key.id} selector={key.selector} />
            )}
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <Status tone={key.stuck ? 'bad' : tones[key.state]} detail={<RelativeTime value={key.since} />}>
            {t(`state.${key.state}`)}
          </Status>
          <p className="max-w-prose">{t(`reason.${key.reason}`)}</p>
          {key.finding && (
            <p className={`max-w-prose break-words ${key.stuck ? 'text-bad' : 'text-muted'}`}>
              {t(`finding.${key.finding}`, { servers: key.servers.join(', ') })}
            </p>
          )}
          {key.retireAt && (
            <p className="text-muted text-sm">
              {t('restsUntil')} <RelativeTime value={key.retireAt} exact />
            </p>
          )}
          <p className="text-muted text-sm">
            {t('lastLook')}: {key.checkedAt === null ? t('never') : <RelativeTime value={key.checkedAt} />}
          </p>
        </div>
        <DkimRecord record={key.record} />
      </div>
    </Card>
  )
}
