import { useTranslations } from 'next-intl'
import { PasteList } from '#components/dns-status/record-lines'
import type { CertificateView } from '#lib/certificates/schema'

export function TlsaRecord({ record }: { record: CertificateView['tlsa'] }) {
  const t = useTranslations('certificates.tlsa')
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <h4 className="font-medium">{t('title')}</h4>
      <p className="text-muted text-sm">{t('sub')}</p>
      <PasteList records={[record]} nameLabel={() => t('name')} valueLabel={() => t('value')} />
    </section>
  )
}
