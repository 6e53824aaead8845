import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { type Column, Table } from '#components/ui/table'
import type { DnsRecord } from '#lib/dns/mail-records'

interface DnsRecordsProps {
  domain: string
  records: readonly DnsRecord[]
  zone: string
  /** Of the panel, which answers mail programs. */
  publicUrl: string
  zoneHref: string
}

/** What is to be published, to be copied one by one or as a whole. */
export function DnsRecords({ domain, records, zone, zoneHref, publicUrl }: DnsRecordsProps) {
  const t = useTranslations('domains.dns')
  const of = (purpose: DnsRecord['purpose']) => records.filter((record) => record.purpose === purpose)
  const answers = of('programs').some(({ type }) => type === 'CNAME')
  return (
    <div className="flex flex-col gap-8">
      <Section title={t('mail')} sub={t('sub')}>
        <RecordTable caption={t('mail')} rows={of('mail')} />
      </Section>
      {(['sending', 'signing', 'encryption'] as const).map(
        (purpose) =>
          of(purpose).length > 0 && (
            <Section key={purpose} title={t(purpose)} sub={t(`${purpose}Sub`)}>
              <RecordTable caption={t(purpose)} rows={of(purpose)} />
            </Section>
          ),
      )}
      <Section title={t('programs')} sub={t('programsSub')}>
        <RecordTable caption={t('programs')} rows={of('programs')} />
        <Banner tone="info" title={answers ? t('certificate', { domain }) : t('noPanel', { url: publicUrl })} />
      </Section>
      <Section
        title={t('zone')}
        sub={t('zoneSub')}
        actions={
          <>
            <CopyButton value={zone} label={t('copyZone')} />
            <LinkButton href={zoneHref} prefetch={false} download size="small" icon={<Download aria-hidden />}>
              {t('download')}
            </LinkButton>
          </>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken px-4 py-3 font-mono text-sm inset-ring inset-ring-line">
          {zone}
        </pre>
      </Section>
    </div>
  )
}

function RecordTable({ caption, rows }: { caption: string; rows: readonly DnsRecord[] }) {
  const t = useTranslations('domains.dns')
  const copied = (value: string, label: string) => (
    <span className="inline-flex max-w-full items-center gap-1 font-mono">
      <span className="min-w-0 [overflow-wrap:anywhere] max-sm:text-xs">{value}</span>
      <CopyButton bare value={value} label={label} />
    </span>
  )
  const columns: Column<DnsRecord>[] = [
    {
      key: 'name',
      role: 'identity',
      header: t('name'),
      cell: (row) => <span className="block lg:w-96">{copied(row.name, t('copyName', { name: row.name }))}</span>,
    },
    { key: 'type', header: t('type'), cell: (row) => <span className="block font-mono lg:w-14">{row.type}</span> },
    { key: 'value', header: t('value'), grows: true, cell: (row) => copied(row.value, t('copyValue', { name: row.name })) },
  ]
  return <Table caption={caption} columns={columns} rows={rows} rowKey={(row) => `${row.name} ${row.type} ${row.value}`} />
}
