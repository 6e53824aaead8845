import { useTranslations } from 'next-intl'
import { PasteList, RecordLines } from '#components/dns-status/record-lines'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { RelativeTime } from '#components/ui/relative-time'
import type { MtaStsView } from '#lib/mta-sts/schema'
import type { FormAction } from '#lib/web/action-state'
import { MtaStsForm } from './mta-sts-form'

interface MtaStsWizardProps {
  view: MtaStsView
  domainId: string
  /** Absent: one may only look. */
  actions?: { readonly update: FormAction; readonly end: FormAction } | undefined
}

/** From testing to enforcement, and back: what to do next, the stage, and what to publish. */
export function MtaStsWizard({ view, domainId, actions }: MtaStsWizardProps) {
  const t = useTranslations('mtaSts')
  const { policy, next, believedUntil, obstacles, records, url } = view
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Banner
        tone={next === 'done' ? 'good' : 'info'}
        title={t(`next.${next}`)}
        actions={
          actions &&
          policy &&
          policy.mode !== 'enforce' &&
          next !== 'wait' && (
            <ActButton
              label={t('end')}
              action={actions.end}
              fields={{ $id: domainId }}
              done={t('ended')}
              confirm={{ title: t('endTitle'), description: t('endBody'), confirmLabel: t('end'), danger: true }}
            />
          )
        }
      >
        {next === 'wait' && believedUntil && t.rich('believedUntil', { when: () => <RelativeTime value={believedUntil} exact /> })}
      </Banner>
      <Card title={t('title')} sub={t('sub')}>
        <MtaStsForm view={view} domainId={domainId} action={actions?.update} />
        {!actions && <p className="mt-3 text-muted text-sm">{t('readOnly')}</p>}
      </Card>
      {policy?.mode !== 'none' && (
        <Card title={t('obstacles')}>
          {obstacles.length === 0 ? (
            <p>{t('noObstacles')}</p>
          ) : (
            <ul className="flex list-disc flex-col gap-1 pl-5">
              {obstacles.map(({ code, name }) => (
                <li key={`${code} ${name}`} className="break-words">
                  {t(`obstacle.${code}`, { name })}
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
      {policy && (
        <Card title={t('publish')} sub={t('publishSub')}>
          <div className="flex flex-col gap-5">
            <PasteList records={records} nameLabel={(name) => t('copyName', { name })} valueLabel={(name) => t('copyValue', { name })} />
            <div className="flex flex-col gap-1">
              <h3 className="font-medium">{t('served')}</h3>
              <RecordLines lines={policy.text.split('\r\n').filter((line) => line !== '')} />
              <p className="break-all text-muted text-sm">
                {t('open')}: <a href={url}>{url}</a>
              </p>
            </div>
          </div>
        </Card>
      )}
    </div>
  )
}
