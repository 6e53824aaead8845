import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Elsewhere } from '#components/list/elsewhere'
import { Address } from '#components/ui/address'
import { KeyValues } from '#components/ui/key-values'
import type { AliasImpact } from '#lib/aliases/schema'

/** What points at the alias and would point nowhere. */
export function AliasImpactList({ impact }: { impact: AliasImpact }) {
  const t = useTranslations('aliases.delete')
  const lists = [
    { key: 'aliases', label: t('aliases'), addresses: impact.aliases, base: '/aliases' },
    { key: 'groups', label: t('groups'), addresses: impact.groups, base: '/groups' },
    { key: 'forwards', label: t('forwards'), addresses: impact.forwards, base: '/mailboxes' },
  ].filter(({ addresses }) => addresses.length > 0)
  if (lists.length === 0 && impact.grants === 0 && impact.elsewhere === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <div className="flex flex-col gap-3">
      <KeyValues
        items={lists.map(({ key, label, addresses, base }) => ({ key, label, value: <AddressLinks addresses={addresses} base={base} /> }))}
      />
      <Elsewhere count={impact.elsewhere} />
      {impact.grants > 0 && <p>{t('grants', { count: impact.grants })}</p>}
    </div>
  )
}

/** Addresses as links to what has them. */
export function AddressLinks({ addresses, base }: { addresses: readonly string[]; base: string }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {addresses.map((address) => (
        <li key={address}>
          <Link href={`${base}/${encodeURIComponent(address)}`} className="rounded-sm hover:underline">
            <Address value={address} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
