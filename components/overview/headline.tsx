import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

interface HeadlineProps {
  needs: number
  /** Domains that are being applied right now. */
  pending: number
  /** null: of hosts this person is told nothing. */
  hosts: number | null
  /** How old this is. */
  age: ReactNode
}

/** Is mail flowing, and does it need me? One sentence. */
export function Headline({ needs, pending, hosts, age }: HeadlineProps) {
  const t = useTranslations('overview.headline')
  const [Icon, ink, title, body] =
    needs > 0
      ? [TriangleAlert, 'text-warn', t('needs', { count: needs }), t('flows')]
      : pending > 0
        ? [LoaderCircle, 'text-accent-ink', t('waiting'), t('waitingBody', { count: pending })]
        : [CircleCheck, 'text-good', t('good'), hosts === null ? t('ownGoodBody') : t('goodBody', { hosts })]
  return (
    <div className="mb-6 flex items-start gap-4">
      <Icon aria-hidden className={`mt-1 size-7 shrink-0 ${ink} ${needs === 0 && pending > 0 ? 'animate-spin' : ''}`} strokeWidth={1.75} />
      <div className="min-w-0 flex-1">
        <h1 className="text-balance font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
        <p className="mt-0.5 text-muted">{body}</p>
      </div>
      <div className="pt-1.5 max-sm:hidden">{age}</div>
    </div>
  )
}
