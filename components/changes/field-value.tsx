import { useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import { isLocale, localeNames } from '#lib/i18n/locales'
import { FailureText } from './failure-text'

interface FieldValueProps {
  name: string
  value: unknown
}

/** A value as people say it: sizes with their unit, choices by their name, nothing as what it means there. */
export function FieldValue({ name, value }: FieldValueProps) {
  const t = useTranslations('changes.value')
  if (value === undefined) return <Faint>—</Faint>
  if (value === null) return <Faint>{t(nothing[name] ?? 'null')}</Faint>
  if (value === '(changed)') return <Faint>{t('secret')}</Faint>
  if (value === '' || (Array.isArray(value) && value.length === 0)) return <Faint>{t('empty')}</Faint>
  if (value === 0 && unlimitedAtZero.has(name)) return <Faint>{t('unlimited')}</Faint>
  if (typeof value === 'boolean') return t(value ? 'true' : 'false')
  if (typeof value === 'number' && name.endsWith('Bytes')) return <Bytes value={value} />
  if (typeof value === 'string') return <TextValue name={name} value={value} />
  if (Array.isArray(value)) return <ListValue value={value} />
  if (typeof value === 'object') return <AddedAndRemoved value={value} />
  return String(value)
}

const nothing: { readonly [name: string]: 'noLimit' | 'never' | 'notChosen' } = {
  ...{ mailboxesMax: 'noLimit', aliasesMax: 'noLimit', largestQuotaBytes: 'noLimit', totalQuotaBytes: 'noLimit' },
  ...{ expiresAt: 'never', locale: 'notChosen' },
}
const unlimitedAtZero = new Set(['quotaBytes', 'defaultQuotaBytes'])

function TextValue({ name, value }: { name: string; value: string }) {
  const kinds = useTranslations('domains.kind')
  const posters = useTranslations('groups.who')
  const roles = useTranslations('shell.role')
  const encryption = useTranslations('hosts.settings.tlsOption')
  const states = useTranslations('archive.state')
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <RelativeTime exact value={value} />
  switch (name) {
    case 'kind':
      return wordOf(kinds, value)
    case 'whoMayPost':
      return wordOf(posters, value)
    case 'role':
      return wordOf(roles, value)
    case 'relayTls':
      return wordOf(encryption, value)
    case 'state':
      return wordOf(states, value)
    case 'locale':
    case 'defaultLocale':
      return isLocale(value) ? localeNames[value] : value
    case 'code':
    case 'errorCode':
      return <FailureText code={value} />
    default:
      return <Text value={value} />
  }
}

/** A choice that the catalogue does not know was recorded by another version: it is shown as it was. */
function wordOf<K extends string>(t: { (key: K): string; has: (key: K) => boolean }, value: string): string {
  const key = value as K
  return /^\w+$/.test(value) && t.has(key) ? t(key) : value
}

function ListValue({ value }: { value: readonly unknown[] }) {
  return (
    <ul>
      {value.map(String).map((entry) => (
        <li key={entry}>
          <Text value={entry} />
        </li>
      ))}
    </ul>
  )
}

/** A list too long to be kept whole is recorded as what came and what went. */
function AddedAndRemoved({ value }: { value: object }) {
  const t = useTranslations('changes.value')
  const lists = Object.entries(value).filter(
    (entry): entry is ['added' | 'removed', unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0,
  )
  return lists.map(([way, list]) => (
    <div key={way}>
      <span className="text-muted">{t(way)}</span>
      <ListValue value={list} />
    </div>
  ))
}

const Faint = ({ children }: { children: string }) => <span className="text-faint">{children}</span>
const Text = ({ value }: { value: string }) => <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{value}</bdi>
