'use client'

import { AtSign, CornerDownRight, Globe, Inbox, Keyboard, type LucideIcon, Mail, Plus, Server, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useOffered } from './offered'
import { placeIcons } from './place-icons'

export interface PaletteEntry {
  readonly key: string
  readonly group: 'results' | 'pages' | 'actions'
  readonly label: string
  readonly detail: string
  readonly icon: LucideIcon
  readonly href: string | null
}

/** What GET /api/palette answers. */
export interface PaletteAnswer {
  readonly results: readonly { readonly kind: string; readonly label: string; readonly detail: string | null; readonly href: string }[]
}

const kinds = {
  domain: Globe,
  mailbox: Inbox,
  alias: AtSign,
  group: Users,
  host: Server,
  message: Mail,
} satisfies Record<string, LucideIcon>

const isKind = (kind: string): kind is keyof typeof kinds => Object.hasOwn(kinds, kind)

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Pages and actions whose name has every word of the query, accents aside; then what the server found. */
export function usePaletteEntries(query: string, answer: PaletteAnswer | undefined): PaletteEntry[] {
  const t = useTranslations('shell')
  const { places, makings } = useOffered()
  const words = fold(query).split(/\s+/).filter(Boolean)
  const matches = (entry: PaletteEntry) => words.every((word) => fold(entry.label).includes(word))

  const pages = places.map(
    ({ key, href }): PaletteEntry => ({ key: href, group: 'pages', label: t(`nav.${key}`), detail: '', icon: placeIcons[key], href }),
  )
  const verbs = makings.map(
    ({ key, href }): PaletteEntry => ({ key: href, group: 'actions', label: t(`palette.action.${key}`), detail: '', icon: Plus, href }),
  )
  const help: PaletteEntry = { key: 'shortcuts', group: 'actions', label: t('shortcuts.title'), detail: '?', icon: Keyboard, href: null }
  const found = (answer?.results ?? []).map(
    ({ kind, label, detail, href }): PaletteEntry => ({
      key: `${kind}:${href}:${label}`,
      group: 'results',
      label,
      detail: [t(`palette.kind.${isKind(kind) ? kind : 'other'}`), detail].filter(Boolean).join(' · '),
      icon: isKind(kind) ? kinds[kind] : CornerDownRight,
      href,
    }),
  )
  return [...found, ...pages.filter(matches), ...[...verbs, help].filter(matches)]
}
