import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { CopyButton } from '#components/ui/copy-button'

/** The link, in clear, once: Postern has no sender to mail it. */
export function InvitationLink({ address, link }: { address: string; link: string }) {
  const t = useTranslations('people.invite')
  return (
    <div className="flex flex-col gap-4">
      <Banner tone="info" title={t('linkTitle', { address })}>
        {t('linkBody')}
      </Banner>
      <div className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft py-2.5 pr-2.5 pl-4">
        <code className="min-w-0 flex-1 basis-60 select-all break-all font-mono">{link}</code>
        <CopyButton value={link} label={t('copy')} />
      </div>
    </div>
  )
}
