import { Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button'

const command = 'npm run cli -- owner create you@example.org'

/** Shown in place of the form while nobody can sign in. */
export function FirstStart() {
  const t = useTranslations('auth.firstStart')
  return (
    <div className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <Terminal aria-hidden className="size-4 text-accent-ink" />
        {t('title')}
      </h2>
      <p className="text-muted">{t('body')}</p>
      <p className="flex items-center justify-between gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 inset-ring inset-ring-line">
        <code className="min-w-0 select-all break-words font-mono text-sm">{command}</code>
        <CopyButton bare value={command} />
      </p>
      <p className="text-muted">{t('then')}</p>
    </div>
  )
}
