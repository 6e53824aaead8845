import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'

/** A search of much looks at so much at a time: what it says about is newer than this. */
export function LookedBack({ to }: { to: string }) {
  const t = useTranslations('messages')
  return t.rich('lookedBack', { when: () => <RelativeTime value={to} exact /> })
}
