import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner'
import { KeyValues } from '#components/ui/key-values'
import type { DomainImpact } from '#lib/domains/schema'

/** What a deletion takes along, what is kept of it, and what elsewhere would point nowhere. */
export function DomainImpactList({ impact }: { impact: DomainImpact }) {
  const t = useTranslations('domains.delete')
  const goes = [
    impact.mailboxes > 0 && t('mailboxes', { count: impact.mailboxes }),
    impact.aliases > 0 && t('aliases', { count: impact.aliases }),
    impact.groups > 0 && t('groups', { count: impact.groups }),
    impact.relayRecipients > 0 && t('recipients', { count: impact.relayRecipients }),
    impact.grants > 0 && t('grants', { count: impact.grants }),
  ]
  const dangling = [
    impact.aliasesPointingHere > 0 && t('pointingAliases', { count: impact.aliasesPointingHere }),
    impact.groupsPointingHere > 0 && t('pointingGroups', { count: impact.groupsPointingHere }),
    impact.forwardsPointingHere > 0 && t('pointingForwards', { count: impact.forwardsPointingHere }),
  ]
  return (
    <div className="flex flex-col gap-4">
      {impact.mirrors.length > 0 && <Banner tone="warn" title={t('mirrors', { names: impact.mirrors.join(', ') })} />}
      <KeyValues
        items={[
          { key: 'goes', label: t('goes'), value: <Lines lines={goes} none={t('onlyItself')} /> },
          { key: 'kept', label: t('kept'), value: impact.mailboxes > 0 ? t('mailKept', { days: impact.archiveDays }) : t('nothingKept') },
          { key: 'dangling', label: t('dangling'), value: <Lines lines={dangling} none={t('nothingDangling')} /> },
        ]}
      />
    </div>
  )
}

function Lines({ lines, none }: { lines: readonly (string | false)[]; none: ReactNode }) {
  const shown = lines.filter((line) => line !== false)
  if (shown.length === 0) return none
  return (
    <ul className="flex flex-col gap-0.5">
      {shown.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
