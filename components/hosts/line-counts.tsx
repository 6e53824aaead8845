import { useFormatter, useTranslations } from 'next-intl'

/** "+12 −3" */
export function LineCounts({ added, removed }: { added: number; removed: number }) {
  const t = useTranslations('hosts.generations')
  const format = useFormatter()
  return (
    <span className="inline-flex gap-2 whitespace-nowrap tabular-nums">
      <span className={added > 0 ? 'text-good' : 'text-faint'}>{t('added', { count: format.number(added) })}</span>
      <span className={removed > 0 ? 'text-bad' : 'text-faint'}>{t('removed', { count: format.number(removed) })}</span>
    </span>
  )
}
