import { useLocale } from 'next-intl'
import { formatBytes, formatNumber } from '#lib/format'

/** A size in MiB or GiB, with the exact count of bytes on hover. */
export function Bytes({ value }: { value: number | bigint }) {
  const locale = useLocale()
  return (
    <span title={`${formatNumber(value, locale)} B`} className="whitespace-nowrap tabular-nums">
      {formatBytes(value, locale)}
    </span>
  )
}
