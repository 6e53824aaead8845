import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { RelativeTime } from '#components/ui/relative-time'
import type { CheckId, CheckState, DnsChangeView, DnsStatusView } from '#lib/dns-status/schema'
import type { FormAction } from '#lib/web/action-state'
import { CheckCard } from './check-card'
import { DnsHistory } from './dns-history'

/** Absent for those who may not. */
export type DnsActions = { check?: FormAction; accept?: FormAction; withdraw?: FormAction }

interface DnsStatusProps {
  status: DnsStatusView
  changes: readonly DnsChangeView[]
  /** Of the domain or host. */
  id: string
  /** Of this page. */
  path: string
  actions: DnsActions
  /** Whose form to accept it is open. */
  accepting: CheckId | null
}

/** Is it all right; what is wrong and what to publish, the worst first; what changed. */
export function DnsStatus({ status, changes, id, path, actions, accepting }: DnsStatusProps) {
  const weight: Record<CheckState, number> = { error: 0, warning: 1, unknown: 2, ok: 3 }
  const place = ({ state, accepted }: DnsStatusView['checks'][number]) => (accepted ? weight.ok : weight[state])
  const checks = status.checks.toSorted((a, b) => place(a) - place(b))
  return (
    <div className="flex flex-col gap-6">
      <Headline status={status} id={id} check={actions.check} />
      {checks.map((check) => (
        <CheckCard
          key={check.check}
          check={check}
          id={id}
          path={path}
          actions={actions}
          accepting={accepting === check.check && actions.accept !== undefined}
        />
      ))}
      {status.checkedAt !== null && <DnsHistory changes={changes} />}
    </div>
  )
}

const tones = { ok: 'good', warning: 'warn', error: 'bad', unknown: 'info', never: 'info' } as const

function Headline({
  status: { state, checks, checkedAt },
  id,
  check,
}: {
  status: DnsStatusView
  id: string
  check: FormAction | undefined
}) {
  const t = useTranslations('dns')
  const key = checkedAt === null ? 'never' : state
  const count = checks.filter((one) => one.accepted === null && one.state === state).length
  return (
    <Banner
      tone={tones[key]}
      title={t(`headline.${key}`, { count })}
      actions={
        check && (
          <ActButton
            label={t('checkNow')}
            size="small"
            icon={<RefreshCw aria-hidden />}
            action={check}
            fields={{ $id: id }}
            done={t('checkedNow')}
          />
        )
      }
    >
      {t(`headline.${key}Body`)} {checkedAt && t.rich('checked', { when: () => <RelativeTime value={checkedAt} /> })}
    </Banner>
  )
}
