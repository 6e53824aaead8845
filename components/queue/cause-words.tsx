import { useTranslations } from 'next-intl'
import { isAdviceCode } from '#lib/logs/advice/advice'

/** What a cause means, in plain words; where no rule knows it, the other server's own. */
export function CauseWords({ cause, reason, held = false }: { cause: string; reason: string; held?: boolean }) {
  const t = useTranslations('queue.causes')
  const advice = useTranslations('advice.code')
  if (held) return t('held')
  if (isAdviceCode(cause)) return advice(`${cause}.meaning`)
  if (reason === '') return t('moving')
  return <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{reason}</bdi>
}

/** What to do about it; nothing where it is not known. */
export function CauseAdvice({ cause }: { cause: string }) {
  const advice = useTranslations('advice.code')
  return isAdviceCode(cause) ? advice(`${cause}.action`) : null
}
