import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import type { HostCertificatesView } from '#lib/certificates/schema'
import { ServedTable } from './served-table'

/** Every host, one after the other: what its ports show. */
export function AllCertificates({ hosts }: { hosts: readonly HostCertificatesView[] }) {
  const t = useTranslations('certificates')
  return (
    <div className="flex flex-col gap-10">
      {hosts.map(({ hostId, host, hostName, served }) => (
        <Section
          key={hostId}
          title={host}
          sub={<span className="break-all font-mono">{hostName}</span>}
          actions={<LinkButton href={`/hosts/${host}/certificates`}>{t('manage')}</LinkButton>}
        >
          {served.length === 0 ? (
            <p className="text-muted">{t('served.none')}</p>
          ) : (
            <ServedTable host={host} hostName={hostName} served={served} />
          )}
        </Section>
      ))}
    </div>
  )
}
