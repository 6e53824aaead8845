import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button'
import type { Protocol, Service } from '#lib/dns/mail-ports'

interface ServerSettingsProps {
  /** The user name; null: that of whoever reads it. */
  address: string | null
  server: string
  services: readonly Service[]
}

const protocols: readonly Protocol[] = ['imap', 'pop3', 'submission', 'sieve']

/** What is typed into a mail program by hand. */
export function ServerSettings({ address, server, services }: ServerSettingsProps) {
  const t = useTranslations('setup')
  if (services.length === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <dl className="flex flex-col gap-4">
      {address !== null && (
        <div>
          <dt className="text-muted text-sm">{t('user')}</dt>
          <dd>
            <Copied value={address} label={t('copyUser')} />
          </dd>
        </div>
      )}
      {protocols.flatMap((protocol) => {
        const [first, ...others] = services.filter((one) => one.protocol === protocol)
        if (!first) return []
        return (
          <div key={protocol}>
            <dt className="text-muted text-sm">{t(protocol)}</dt>
            <dd className="flex flex-wrap items-baseline gap-x-4">
              <Copied value={server} label={t('copyServer')} />
              <span className="text-sm">
                {t('port')} <Copied value={String(first.port)} label={t('copyPort')} /> {t(first.tls)}
                {others.map(({ port, tls }) => (
                  <span key={port} className="text-faint">
                    {' '}
                    {t('also', { port: String(port), tls: t(tls) })}
                  </span>
                ))}
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Copied({ value, label }: { value: string; label: string }) {
  return (
    <span className="whitespace-nowrap font-mono">
      <bdi className="whitespace-normal break-all">{value}</bdi> <CopyButton bare value={value} label={label} />
    </span>
  )
}
