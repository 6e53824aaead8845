import { Hand } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FailureText } from '#components/changes/failure-text'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { HoldRuleTable } from '#components/queue/hold-rule-table'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { Status } from '#components/ui/status'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listHoldRules } from '#lib/queue/hold-rules'
import type { HoldHostView } from '#lib/queue/schema'
import { addHoldRule, removeHoldRule } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('queue.hold'))('title') }
}

export default async function HoldRulesPage() {
  const actor = await pageActor('/queue/hold', 'host.read')
  const t = await getTranslations('queue')
  const { rules, hosts } = await listHoldRules(actor)
  const mayWrite = may(actor, 'host.apply')
  return (
    <MessagesScope namespaces={['form', 'queue']}>
      <PageHeader title={t('hold.title')} sub={t('hold.sub')} breadcrumbs={[{ label: t('title'), href: '/queue' }]} />
      <div className="flex flex-col gap-6">
        {rules.length === 0 ? (
          <EmptyState icon={<Hand aria-hidden />} title={t('hold.empty')}>
            {t('hold.emptyBody')}
          </EmptyState>
        ) : (
          <HoldRuleTable rules={rules} remove={mayWrite ? removeHoldRule : undefined} />
        )}
        {mayWrite && <NewRule />}
        {rules.length > 0 && hosts.length > 0 && <OnHosts hosts={hosts} />}
      </div>
    </MessagesScope>
  )
}

async function NewRule() {
  const t = await getTranslations('queue.hold')
  const kinds = (['sender', 'recipient', 'client'] as const).map((value) => ({ value, label: t(`kindOf.${value}`) }))
  return (
    <Card title={t('addTitle')}>
      <ActionForm
        action={addHoldRule}
        initial={{ kind: 'sender' }}
        labels={{ kind: t('kind'), pattern: t('pattern'), note: t('note') }}
        submitLabel={t('add')}
        savedText={t('added')}
      >
        <div className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <FormSelect name="kind" label={t('kind')} options={kinds} />
          <FormText name="pattern" label={t('pattern')} help={t('patternHelp')} mono autoComplete="off" spellCheck={false} />
        </div>
        <FormText name="note" label={t('note')} autoComplete="off" maxLength={200} />
      </ActionForm>
    </Card>
  )
}

const tones = { applied: 'good', pending: 'waiting', failed: 'bad', not_asked: 'warn' } as const

async function OnHosts({ hosts }: { hosts: readonly HoldHostView[] }) {
  const t = await getTranslations('queue.hold')
  return (
    <Card
      title={t('hosts')}
      actions={
        hosts.some(({ state }) => state !== 'applied') && (
          <LiveRefresh url="/api/live/queue" everyMs={2000} drawnAt={new Date().toISOString()} />
        )
      }
    >
      <ul className="flex flex-col gap-3">
        {hosts.map(({ host, state, code }) => (
          <li key={host} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="font-medium">{host}</span>
            <span className="flex flex-wrap items-center gap-3">
              <Status tone={tones[state]} detail={code && <FailureText code={code} />}>
                {state === 'not_asked' ? t('notAsked') : t(state)}
              </Status>
              {state === 'not_asked' && (
                <LinkButton href={`/hosts/${host}/configuration`} size="small">
                  {t('configuration', { host })}
                </LinkButton>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
