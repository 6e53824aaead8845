import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { SenderView } from '#lib/received-reports/summary-schema'
import { roleTones } from './sender-table'
import { useShare } from './use-share'
import { WhyLines } from './why-lines'

export type SenderLinks = { dkim: string; spf: (addresses: readonly string[]) => string } | null

type Address = SenderView['addresses'][number]

/** One who sends in the domain's name: who that is, how much, whether it proves itself, and what to change. */
export function SenderCard({ sender, links }: { sender: SenderView; links: SenderLinks }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const share = useShare()
  const { kind, name, role, messages, aligned, failed, days, why, addresses, addressCount } = sender
  const mends = links !== null && failed > 0 && role !== 'forwarder'
  const columns: Column<Address>[] = [
    { key: 'ip', role: 'identity', header: t('domain.address'), cell: ({ ip }) => <span className="break-all font-mono">{ip}</span> },
    {
      key: 'name',
      header: t('domain.name'),
      cell: ({ name: own, confirmed }) => (
        <span className="break-all">{own === '' ? t('domain.noName') : confirmed ? own : t('domain.unconfirmed', { name: own })}</span>
      ),
    },
    {
      key: 'count',
      header: t('domain.messages'),
      align: 'end',
      cell: (one) => t('domain.count', { aligned: format.number(one.aligned), messages: format.number(one.messages) }),
    },
  ]
  return (
    <Card
      level={3}
      title={<span className="break-all">{name}</span>}
      sub={`${t(`sender.${kind}`)} · ${t('domain.addresses', { count: addressCount })} · ${t('domain.days', { count: days })}`}
      actions={
        <Status
          tone={role === 'own' && failed > 0 ? 'warn' : roleTones[role]}
          detail={t('domain.count', { aligned: format.number(aligned), messages: format.number(messages) })}
        >
          {t(`sender.role.${role}`)} · {share(aligned, messages)}
        </Status>
      }
      footer={
        mends && (
          <span className="flex flex-wrap gap-2">
            {(role !== 'stranger' || kind !== 'network') && (
              <LinkButton href={links.dkim} size="small">
                {t('sender.toDkim')}
              </LinkButton>
            )}
            {why.spf !== 'aligned' && (
              <LinkButton href={links.spf(addresses.filter((one) => one.aligned < one.messages).map(({ ip }) => ip))} size="small">
                {t(role === 'stranger' ? 'sender.toSpfMine' : 'sender.toSpf')}
              </LinkButton>
            )}
          </span>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t(`sender.${meaningOf(sender)}`)}</p>
        <WhyLines {...why} />
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-muted text-sm underline-offset-3 first-letter:uppercase hover:text-ink hover:underline">
            {t('domain.addresses', { count: addressCount })}
          </summary>
          <div className="mt-3">
            <Table caption={t('domain.caption', { name })} columns={columns} rows={addresses} rowKey={({ ip }) => ip} />
          </div>
        </details>
      </div>
    </Card>
  )
}

function meaningOf({ role, failed }: SenderView): 'ownGood' | 'ownBad' | 'provedGood' | 'provedBad' | 'service' | 'forwarder' | 'stranger' {
  if (role === 'own') return failed > 0 ? 'ownBad' : 'ownGood'
  if (role === 'proved') return failed > 0 ? 'provedBad' : 'provedGood'
  return role
}
