import { useFormatter } from 'next-intl'

/** "99.4 %": rounded down, so that all is said of all alone. */
export function useShare(): (part: number, whole: number) => string {
  const format = useFormatter()
  return (part, whole) =>
    whole === 0 ? '—' : format.number(Math.floor((part / whole) * 1000 + 1e-9) / 1000, { style: 'percent', maximumFractionDigits: 1 })
}
