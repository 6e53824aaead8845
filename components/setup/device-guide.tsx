import { Download, KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { QrImage } from '#components/security/qr-image'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import type { Service } from '#lib/dns/mail-ports'
import { ServerSettings } from './server-settings'

interface DeviceGuideProps {
  address: string
  displayName: string
  server: string
  services: readonly Service[]
  /** Of the panel, whose page a phone opens by the QR code. */
  site: string
  /** Absent on the page that the code leads to. */
  qr?: { size: number; path: string }
  /** Mail programs take app passwords alone; here the person makes one, if it is the person who reads. */
  appPasswords?: { href: string | null }
}

/** Every way to bring a mailbox onto a device, the least typing first. */
export function DeviceGuide({ address, displayName, server, services, site, qr, appPasswords }: DeviceGuideProps) {
  const t = useTranslations('setup')
  const profile = `/setup/profile?${new URLSearchParams({ address, ...(displayName && { name: displayName }) })}`
  if (services.length === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <div className="flex flex-col gap-6">
      {appPasswords && (
        <Banner tone="info" title={t('appPassword.title')}>
          {appPasswords.href === null ? t('appPassword.ofOthers') : t('appPassword.body')}
          {appPasswords.href !== null && (
            <div className="mt-2">
              <LinkButton href={appPasswords.href} size="small" icon={<KeyRound aria-hidden />}>
                {t('appPassword.make')}
              </LinkButton>
            </div>
          )}
        </Banner>
      )}
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title={t('apple.title')} sub={t('apple.sub')} footer={t('apple.unsigned', { site })}>
          <div className="flex flex-col gap-5">
            <Steps steps={[t('apple.step1'), t('apple.step2'), t('apple.step3')]} />
            <div>
              <LinkButton href={profile} prefetch={false} download look="primary" icon={<Download aria-hidden />}>
                {t('apple.download')}
              </LinkButton>
            </div>
            {qr && (
              <div className="flex flex-wrap items-center gap-4">
                <QrImage {...qr} label={t('apple.qr', { address })} />
                <p className="max-w-44 text-muted text-sm">{t('apple.qrHelp')}</p>
              </div>
            )}
          </div>
        </Card>
        <div className="flex min-w-0 flex-col gap-6">
          <Card title={t('thunderbird.title')} sub={t('thunderbird.sub')}>
            <Steps steps={[t('thunderbird.step1'), t('thunderbird.step2')]} />
          </Card>
          <Card title={t('outlook.title')} sub={t('outlook.sub')}>
            <Steps steps={[t('outlook.step1'), t('outlook.step2'), t('outlook.step3')]} />
          </Card>
        </div>
      </div>
      <Card title={t('manual.title')} sub={t('manual.sub')}>
        <ServerSettings address={address} server={server} services={services} />
      </Card>
    </div>
  )
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="flex list-none flex-col gap-2.5">
      {steps.map((step, index) => (
        <li key={step} className="flex gap-3">
          <span
            aria-hidden
            className="mt-px flex size-5 shrink-0 items-center justify-center rounded-full bg-sunken font-medium text-muted text-xs inset-ring inset-ring-line"
          >
            {index + 1}
          </span>
          <span className="min-w-0">{step}</span>
        </li>
      ))}
    </ol>
  )
}
