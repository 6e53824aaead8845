import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AppliedLive } from '#components/domains/applied-live'
import { domainPath } from '#components/domains/domain-table'
import { FilterList } from '#components/rules/filter-list'
import { ForwardingPart } from '#components/rules/forwarding-part'
import { ScriptList } from '#components/rules/script-list'
import { VacationPart } from '#components/rules/vacation-part'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { may } from '#lib/auth/permissions'
import { getFilters } from '#lib/rules/filters'
import { getForwarding } from '#lib/rules/forwarding'
import { scriptsOrFailure } from '#lib/rules/scripts'
import { answeredAddresses, getVacation } from '#lib/rules/vacation'
import { AppliedScope } from '../../../applied-scope'
import { mailboxOf } from '../mailbox-of'
import * as actions from './actions'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await mailboxOf((await params).id)).mailbox.unicodeAddress }
}

/** All that happens to the mail of one mailbox, as its person sees it, for whoever helps. */
export default async function MailboxRulesPage({ params }: Params) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const { id, unicodeAddress, domain } = mailbox
  const [t, forwarding, vacation, addresses, filters, scripts] = await Promise.all([
    getTranslations('rules'),
    getForwarding(actor, id),
    getVacation(actor, id),
    answeredAddresses(actor, id),
    getFilters(actor, id),
    scriptsOrFailure(actor, id),
  ])
  const onForwarding = { save: actions.saveForwarding, ask: actions.askTarget, again: actions.askTargetAgain, remove: actions.removeTarget }
  const onScripts = {
    save: actions.saveMailboxScript,
    activate: actions.activateMailboxScript,
    rename: actions.renameMailboxScript,
    remove: actions.deleteMailboxScript,
  }
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <AppliedScope actor={actor} domains={[domain.name]}>
        <PageHeader
          breadcrumbs={[
            { label: domain.unicodeName, href: domainPath(domain) },
            { label: unicodeAddress, href: `/mailboxes/${id}` },
          ]}
          title={t('admin.title')}
          sub={<AppliedLive domain={domain.name} />}
        />
        <fieldset disabled={!may(actor, 'mailbox.write')} className="flex min-w-0 max-w-4xl flex-col gap-10">
          <Section title={t('forwarding.title')} sub={t('forwarding.subAdmin')}>
            <ForwardingPart forwarding={forwarding} mailboxId={id} actions={onForwarding} />
          </Section>
          <Section title={t('vacation.title')} sub={t('vacation.subAdmin')}>
            <VacationPart vacation={vacation} addresses={addresses} mailboxId={id} action={actions.saveVacation} />
          </Section>
          <Section title={t('filters.title')} sub={t('filters.sub')}>
            <FilterList saved={filters} mailboxId={id} targets={null} save={actions.saveFilters} attempt={actions.tryMailboxFilters} />
          </Section>
          <Section title={t('scripts.title')} sub={t('scripts.sub')}>
            {scripts ? (
              <ScriptList scripts={scripts} mailboxId={id} actions={onScripts} editPath={`/mailboxes/${id}/rules/script`} />
            ) : (
              <Banner tone="warn" title={t('unreachable')} />
            )}
          </Section>
        </fieldset>
      </AppliedScope>
    </MessagesScope>
  )
}
