'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import { Menu } from '#components/ui/menu'
import type { Theme } from '#lib/i18n/theme'
import type { FormAction } from '#lib/web/action-state'

export interface Person {
  readonly name: string
  readonly role: 'owner' | 'admin' | 'domain_admin' | 'auditor'
}

export interface AccountMenuProps {
  person: Person
  theme: Theme
  /** Stores the language with the person. */
  chooseLocale: FormAction
}

const load = () => import('./account-items').then((module) => ({ default: module.AccountItems }))
const AccountItems = lazy(load)

/** Who is signed in, how they want to see the panel, and the way out. Its items are fetched when somebody reaches for it. */
export function AccountMenu({ person, ...preferences }: AccountMenuProps) {
  const t = useTranslations('shell.account')
  const [wanted, setWanted] = useState(false)
  return (
    <Menu look="quiet" label={`${t('label')}: ${person.name}`} face={<Face name={person.name} />} onReach={() => setWanted(true)}>
      {wanted && (
        <Suspense>
          <AccountItems person={person} {...preferences} />
        </Suspense>
      )}
    </Menu>
  )
}

function Face({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase())
    .join('')
  return (
    <>
      <span
        aria-hidden
        className="-ml-1.5 flex size-6 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink text-xs"
      >
        {initials}
      </span>
      <span className="max-w-40 truncate text-ink max-sm:hidden">{name}</span>
      <ChevronDown aria-hidden />
    </>
  )
}
