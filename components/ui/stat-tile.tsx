import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { type Tone, toneInk } from './status'

interface StatTileProps {
  label: ReactNode
  value: ReactNode
  /** What the number means today: a <Status>, a limit, a trend in words. */
  note?: ReactNode
  tone?: Tone
  href?: string
}

/** One number that answers "is it all right?". */
export function StatTile({ label, value, note, tone, href }: StatTileProps) {
  const body = (
    <>
      <span className="block text-muted text-sm">{label}</span>
      <span className={classNames('mt-1 block font-semibold text-2xl tabular-nums tracking-[-0.02em]', tone && toneInk[tone])}>
        {value}
      </span>
      {note && <span className="mt-0.5 block text-sm text-muted">{note}</span>}
    </>
  )
  const box = 'block min-w-0 rounded-lg bg-surface px-4 py-3.5 shadow-rest inset-ring inset-ring-line'
  return href ? (
    <Link href={href} className={`${box} transition-colors hover:bg-hover`}>
      {body}
    </Link>
  ) : (
    <div className={box}>{body}</div>
  )
}
