import { useTranslations } from 'next-intl'
import { StateWord } from '#components/ui/state-word'
import type { CheckView } from '#lib/dns-status/schema'
import type { Messages } from '#lib/i18n/catalogues'

type Code = keyof Messages['dns']['finding']

/** What is wrong, each with what it breaks; the rule's place for those who want to read on. */
export function FindingList({ errors, warnings }: Pick<CheckView, 'errors' | 'warnings'>) {
  const t = useTranslations('dns.finding')
  const all = [...errors.map((one) => ({ ...one, bad: true })), ...warnings.map((one) => ({ ...one, bad: false }))]
  // A record may have the same mistake many times.
  const each = [...new Map(all.map((one) => [`${one.code} ${JSON.stringify(one.values)}`, one]))]
  if (each.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {each.map(([key, { code, values, rule, bad }]) => (
        <li key={key} className="min-w-0">
          <StateWord drawing={bad ? 'cross' : 'alert'} ink={bad ? 'text-bad' : 'text-warn'}>
            <span className="min-w-0 break-words text-ink">{t.has(code as Code) ? t(code as Code, values) : code}</span>
          </StateWord>{' '}
          <span className="whitespace-nowrap text-faint text-sm">{rule}</span>
        </li>
      ))}
    </ul>
  )
}
