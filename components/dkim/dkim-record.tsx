import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button'
import type { DkimKeyView } from '#lib/dkim/schema'

/** What is pasted at the DNS provider: as one text, and in strings for those who want them. */
export function DkimRecord({ record: { task, name, value, strings } }: { record: DkimKeyView['record'] }) {
  const t = useTranslations('dkim')
  return (
    <section aria-label={t(`task.${task}`)} className="flex flex-col gap-2">
      <h4 className="font-medium">{t(`task.${task}`)}</h4>
      <dl className="divide-y rounded-lg bg-sunken inset-ring inset-ring-line">
        <Part label={`${t('name')} (TXT)`} value={name} copy={t('copyName')} />
        <Part label={t('value')} value={value} copy={t('copyValue')} />
        {value.length > 255 && <Part label={t('strings')} value={strings} copy={t('copyStrings')} />}
      </dl>
    </section>
  )
}

function Part({ label, value, copy }: { label: string; value: string; copy: string }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <dt className="text-muted text-sm">{label}</dt>
        <dd className="select-all break-all font-mono text-sm">{value}</dd>
      </div>
      <CopyButton value={value} label={copy} />
    </div>
  )
}
