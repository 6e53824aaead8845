import { useFormatter, useTranslations } from 'next-intl'

interface ListSummaryProps {
  total: { count: number; exact: boolean }
  /** "12 domains", for an exact count. */
  exactText: string
}

/** How many there are. Counting all of very many would cost more than showing them, so then it says "more than". */
export function ListSummary({ total, exactText }: ListSummaryProps) {
  const t = useTranslations('list')
  const format = useFormatter()
  return <>{total.exact ? exactText : t('moreThan', { count: format.number(total.count) })}</>
}
