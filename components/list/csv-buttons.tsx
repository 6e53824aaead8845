import { Download, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button'
import { buttonClass } from '../ui/button-class'

/** The list as a file, and a file into the list. A file is not a page, so its link is a plain one. */
export function CsvButtons({ exportHref, importHref }: { exportHref: string; importHref?: string }) {
  const t = useTranslations('list')
  return (
    <>
      {importHref && (
        <LinkButton href={importHref} look="quiet" icon={<Upload aria-hidden />}>
          {t('importCsv')}
        </LinkButton>
      )}
      <a href={exportHref} download className={buttonClass({ look: 'quiet' })}>
        <Download aria-hidden />
        {t('exportCsv')}
      </a>
    </>
  )
}
