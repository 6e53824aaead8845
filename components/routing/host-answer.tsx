import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { Banner } from '#components/ui/banner'
import { Status } from '#components/ui/status'

interface HostAnswerProps {
  hosts: readonly { readonly host: string; readonly failure: string | null }[]
  differs: boolean
}

/** Whether the hosts say what is saved. */
export function HostAnswer({ hosts, differs }: HostAnswerProps) {
  const t = useTranslations('routing.host')
  const asked = hosts.filter(({ failure }) => failure === null)
  return (
    <div className="flex flex-col gap-2">
      {differs && (
        <Banner tone="warn" title={t('differs')}>
          {t('differsBody')}
        </Banner>
      )}
      {!differs && asked.length > 0 && <Status tone="good">{t('same', { host: asked.map(({ host }) => host).join(', ') })}</Status>}
      {hosts.map(
        ({ host, failure }) =>
          failure && (
            <Banner key={host} tone="warn" title={t('failed', { host })}>
              <FailureText code={failure} />
            </Banner>
          ),
      )}
    </div>
  )
}
