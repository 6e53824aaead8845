import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Bytes } from '#components/ui/bytes'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import type { HostView } from '#lib/hosts/schema'

/** How the host was when it was looked at last. */
export function HostNow({ host }: { host: HostView }) {
  const t = useTranslations('hosts.now')
  const format = useFormatter()
  const { status } = host
  if (!status) return <p className="text-muted">{t('notYet')}</p>
  const stopped = status.services.filter(({ running }) => !running)
  const items = [
    {
      key: 'services',
      label: t('services'),
      value: (
        <span className="flex flex-col items-start gap-0.5">
          {status.services.map(({ name, running }) => (
            <Status key={name} tone={running ? 'good' : 'bad'}>
              {t(running ? 'running' : 'stopped', { service: serviceNames[name] })}
            </Status>
          ))}
        </span>
      ),
    },
    { key: 'free', label: t('free'), value: <Bytes value={status.freeBytes} /> },
    { key: 'domains', label: t('domains'), value: format.number(status.domains) },
    {
      key: 'files',
      label: t('files'),
      value:
        status.brokenFiles.length === 0 ? (
          <Status tone="good">{t('filesGood')}</Status>
        ) : (
          <>
            <Status tone="bad">{t('filesBroken', { count: status.brokenFiles.length })}</Status>
            <ul className="mt-1 font-mono text-sm">
              {status.brokenFiles.map((file) => (
                <li key={file} className="break-all">
                  {file}
                </li>
              ))}
            </ul>
          </>
        ),
    },
    {
      key: 'drift',
      label: t('drift'),
      value:
        host.domainsDrifted === 0 ? (
          <Status tone="good">{t('driftNone')}</Status>
        ) : (
          <Link href={`/hosts/${host.name}/drift`} className="rounded-sm hover:underline">
            <Status tone="warn">{t('driftSome', { count: host.domainsDrifted })}</Status>
          </Link>
        ),
    },
    { key: 'asked', label: t('looked'), value: <RelativeTime value={status.at} /> },
  ]
  return (
    <div className="flex flex-col gap-4">
      {stopped.map(({ name }) => (
        <Banner key={name} tone="bad" title={t('stoppedTitle', { service: serviceNames[name], host: host.name })}>
          {t('stoppedBody', { service: name })}
        </Banner>
      ))}
      <KeyValues items={items} />
    </div>
  )
}

const serviceNames = { postfix: 'Postfix', dovecot: 'Dovecot' }
