import { ArrowLeft, Globe, Undo2, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import type { PublicationView } from '#lib/publication/schema'
import type { FormAction } from '#lib/web/action-state'
import { PlanTable } from './plan-table'

interface PublicationPlanProps {
  plan: PublicationView
  /** Of the domain. */
  id: string
  /** Of this page; the status is above it. */
  path: string
  /** The plan is to take everything back. */
  undo: boolean
  /** Absent for those who may only look. */
  action: FormAction | undefined
  /** Where a zone is set up, for those who may. */
  setUpHref: string | null
}

/** What is in the zone, what would come and go, and the one button that does it. */
export function PublicationPlan({ plan, id, path, undo, action, setUpHref }: PublicationPlanProps) {
  const t = useTranslations('publication')
  const statusHref = path.replace(/\/publish$/, '')
  if (plan.zone === null) return <NoZone setUpHref={setUpHref} statusHref={statusHref} />
  const hasOwn = plan.lines.some(({ action: what }) => what === 'keep' || what === 'remove')
  return (
    <Section
      title={undo ? t('undoTitle') : t('title')}
      sub={undo ? t('undoSub') : t('sub')}
      actions={
        <>
          <LinkButton href={undo ? path : statusHref} size="small" look="quiet" icon={<ArrowLeft aria-hidden />}>
            {undo ? t('back') : t('toDns')}
          </LinkButton>
          {!undo && hasOwn && action && (
            <LinkButton href={`${path}?undo=1`} size="small" look="quiet" icon={<Undo2 aria-hidden />}>
              {t('undo')}
            </LinkButton>
          )}
        </>
      }
    >
      <Verdict plan={plan} id={id} undo={undo} action={action} />
      {plan.lines.length > 0 && <PlanTable lines={plan.lines} />}
      <p className="text-muted text-sm">
        {t('zone')} <bdi className="font-mono text-ink">{plan.zone}</bdi>
        {plan.kind && ` · ${t(`kinds.${plan.kind}`)}`}
        {plan.automatic && ` · ${t('automatic')}`}
      </p>
    </Section>
  )
}

function NoZone({ setUpHref, statusHref }: { setUpHref: string | null; statusHref: string }) {
  const t = useTranslations('publication')
  return (
    <EmptyState
      icon={<Globe aria-hidden />}
      title={t('noZone')}
      actions={
        <>
          {setUpHref && (
            <LinkButton href={setUpHref} look="primary">
              {t('setUp')}
            </LinkButton>
          )}
          <LinkButton href={statusHref}>{t('toDns')}</LinkButton>
        </>
      }
    >
      {setUpHref ? t('noZoneOwner') : t('noZoneOther')}
    </EmptyState>
  )
}

function Verdict({ plan, id, undo, action }: Pick<PublicationPlanProps, 'plan' | 'id' | 'undo' | 'action'>) {
  const t = useTranslations('publication')
  const errors = useTranslations('errors')
  const { problem, changes, digest, zone } = plan
  const conflicts = plan.lines.filter(({ action: what }) => what === 'conflict').length
  if (problem) {
    const values = { server: zone ?? '', zone: zone ?? '' }
    const why = problem === 'unreachable' ? errors('failure.name_server_unreachable') : errors(`refusal.dns_door_${problem}`, values)
    return (
      <Banner tone="bad" title={t('problem')}>
        {why}
      </Banner>
    )
  }
  return (
    <>
      {conflicts > 0 && (
        <Banner tone="warn" title={t('conflicts', { count: conflicts })}>
          {t('conflictsBody')}
        </Banner>
      )}
      {changes > 0 ? (
        <Banner
          tone={undo ? 'warn' : 'info'}
          title={t('ready', { count: changes })}
          actions={
            action && (
              <ActButton
                label={undo ? t('undoSubmit', { count: changes }) : t('submit', { count: changes })}
                look={undo ? 'danger' : 'primary'}
                icon={undo ? <Undo2 aria-hidden /> : <Upload aria-hidden />}
                action={action}
                fields={{ $id: id, digest }}
                done={t('done')}
              />
            )
          }
        >
          {t(undo ? 'undoBody' : 'readyBody', { zone: zone ?? '' })}
        </Banner>
      ) : (
        conflicts === 0 && (
          <Banner tone={undo ? 'info' : 'good'} title={undo ? t('nothingOurs') : t('inOrder')}>
            {!undo && t('inOrderBody')}
          </Banner>
        )
      )}
    </>
  )
}
