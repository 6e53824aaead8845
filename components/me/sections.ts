import {
  Activity,
  AtSign,
  CalendarOff,
  FileCode,
  Forward,
  Gauge,
  KeyRound,
  LifeBuoy,
  ListFilter,
  type LucideIcon,
  MailSearch,
  MonitorSmartphone,
  RectangleEllipsis,
  ShieldCheck,
  TabletSmartphone,
} from 'lucide-react'

interface Section {
  /** Of its heading in `me.nav`; null: stands without one. */
  readonly key: string | null
  /** `key` is the part of the URL behind /me, and of its word in `me.nav`; empty for the first. */
  readonly pages: readonly { readonly key: string; readonly icon: LucideIcon }[]
}

/** The pages of a person with a mailbox, in the order of the navigation. */
export const sections = [
  {
    key: null,
    pages: [{ key: '', icon: Gauge }],
  },
  {
    key: 'mail',
    pages: [
      { key: 'messages', icon: MailSearch },
      { key: 'addresses', icon: AtSign },
      { key: 'devices', icon: TabletSmartphone },
    ],
  },
  {
    key: 'security',
    pages: [
      { key: 'password', icon: RectangleEllipsis },
      { key: 'recovery', icon: LifeBuoy },
      { key: 'second-factor', icon: ShieldCheck },
      { key: 'app-passwords', icon: KeyRound },
      { key: 'activity', icon: Activity },
      { key: 'sessions', icon: MonitorSmartphone },
    ],
  },
  {
    key: 'rules',
    pages: [
      { key: 'forwarding', icon: Forward },
      { key: 'vacation', icon: CalendarOff },
      { key: 'filters', icon: ListFilter },
      { key: 'scripts', icon: FileCode },
    ],
  },
] as const satisfies readonly Section[]
