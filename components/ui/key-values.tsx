import type { ReactNode } from 'react'

interface KeyValuesProps {
  items: readonly { readonly key: string; readonly label: ReactNode; readonly value: ReactNode }[]
}

/** Facts about one thing. Names beside values, and above them on a phone. */
export function KeyValues({ items }: KeyValuesProps) {
  return (
    <dl className="divide-y">
      {items.map(({ key, label, value }) => (
        <div key={key} className="grid gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[minmax(8rem,11rem)_minmax(0,1fr)]">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
