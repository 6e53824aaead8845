import { useTranslations } from 'next-intl'
import { StateWord } from '#components/ui/state-word'
import type { SenderView } from '#lib/received-reports/summary-schema'

/** Why mail did or did not prove itself: a line for DKIM, a line for SPF. */
export function WhyLines({ dkim, spf, otherDomain }: SenderView['why']) {
  const t = useTranslations('reports.why')
  const signed = dkim === 'foreign' && otherDomain === '' ? t('dkim.foreignUnnamed') : t(`dkim.${dkim}`, { other: otherDomain })
  return (
    <ul className="flex min-w-0 flex-col gap-0.5 text-sm">
      <Line good={dkim === 'aligned'}>{signed}</Line>
      <Line good={spf === 'aligned'}>{t(`spf.${spf}`)}</Line>
    </ul>
  )
}

function Line({ good, children }: { good: boolean; children: string }) {
  return (
    <li className="min-w-0">
      <StateWord drawing={good ? 'check' : 'alert'} ink={good ? 'text-good' : 'text-warn'}>
        <span className="min-w-0 whitespace-normal break-words font-normal text-ink">{children}</span>
      </StateWord>
    </li>
  )
}
