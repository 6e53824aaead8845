import { Inbox } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { RelativeTime } from '#components/ui/relative-time'
import type { InboxView } from '#lib/received-reports/inbox-schema'
import type { FormAction } from '#lib/web/action-state'
import { InboxTest } from './inbox-test'

interface InboxStateProps {
  inbox: InboxView
  /** Absent for those who may not. */
  actions: { test: FormAction; read: FormAction } | undefined
}

/** How the last reading went, and the ways to try it now. */
export function InboxState({ inbox: { enabled, host, state }, actions }: InboxStateProps) {
  const t = useTranslations('reports.inbox')
  if (host === '') return null
  const { at, problem, taken, refused, waiting } = state
  const when = () => (at ? <RelativeTime value={at} /> : null)
  const title = at === null ? t('never') : problem ? t.rich('bad', { when }) : t.rich('good', { when, taken, refused })
  return (
    <div className="flex flex-col gap-3">
      <Banner
        tone={problem ? 'bad' : at === null || !enabled ? 'info' : waiting > 0 ? 'warn' : 'good'}
        title={title}
        actions={
          actions &&
          enabled && (
            <ActButton label={t('read')} size="small" icon={<Inbox aria-hidden />} action={actions.read} fields={{}} done={t('readDone')} />
          )
        }
      >
        {problem && t(`problem.${problem}`)}
        {waiting > 0 && t('waiting', { count: waiting })}
      </Banner>
      {actions && <InboxTest action={actions.test} />}
    </div>
  )
}
