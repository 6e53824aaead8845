import { useFormatter, useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { PageHeader } from '#components/shell/page-header'
import { SegmentTabs } from '#components/shell/segment-tabs'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Banner } from '#components/ui/banner'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'
import type { DomainView } from '#lib/domains/schema'
import type { FormAction } from '#lib/web/action-state'
import { AppliedLive } from './applied-live'
import { appliedName, domainPath } from './domain-table'

interface DomainHeaderProps {
  domain: DomainView
  /** Absent for those who may not change it. */
  enableAction: FormAction | undefined
}

export function DomainHeader({ domain, enableAction }: DomainHeaderProps) {
  const t = useTranslations('domains')
  const path = domainPath(domain)
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: t('title'), href: '/domains' }]}
        title={<Address value={domain.unicodeName} ascii={domain.name} />}
        badges={
          <>
            <CopyButton bare label={t('hub.copyName')} value={domain.name} />
            {domain.kind !== 'hosted' && <Badge>{t(`kind.${domain.kind}`)}</Badge>}
            {!domain.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
          </>
        }
        sub={
          <AppliedLive
            domain={appliedName(domain)}
            actions={
              <LinkButton size="small" href={`${path}/applied`}>
                {t('tab.applied')}
              </LinkButton>
            }
          />
        }
        tabs={<SegmentTabs label={t('tab.label')} path={path} tabs={useTabs(domain)} />}
      />
      {!domain.enabled && (
        <div className="mb-6">
          <Banner tone="warn" title={t('hub.disabledTitle')}>
            {t('hub.disabledBody')}
            {enableAction && (
              <div className="mt-2">
                <ActionForm
                  action={enableAction}
                  target={{ id: domain.id, version: domain.version }}
                  labels={{}}
                  submitLabel={t('hub.enable')}
                >
                  <input type="hidden" name="enabled" value="true" />
                </ActionForm>
              </div>
            )}
          </Banner>
        </div>
      )}
    </>
  )
}

function useTabs(domain: DomainView) {
  const t = useTranslations('domains.tab')
  const format = useFormatter()
  const hosted = [
    { key: 'mailboxes', label: t('mailboxes'), count: format.number(domain.mailboxCount) },
    { key: 'aliases', label: t('aliases'), count: format.number(domain.aliasCount) },
    { key: 'groups', label: t('groups'), count: format.number(domain.groupCount) },
    { key: 'send-as', label: t('sendAs') },
  ]
  return [
    { key: '', label: t('overview') },
    ...(domain.kind === 'hosted' ? hosted : []),
    ...(domain.kind === 'relay' ? [{ key: 'recipients', label: t('recipients') }] : []),
    { key: 'messages', label: t('messages') },
    { key: 'dns', label: t('dns') },
    ...(domain.kind === 'relay' ? [] : [{ key: 'dkim', label: t('dkim') }]),
    { key: 'reports', label: t('reports') },
    { key: 'applied', label: t('applied') },
    { key: 'changes', label: t('changes') },
    { key: 'settings', label: t('settings'), also: ['delete'] },
  ]
}
