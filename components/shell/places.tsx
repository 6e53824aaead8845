export type PlaceKey =
  | 'overview'
  | 'domains'
  | 'mailboxes'
  | 'aliases'
  | 'groups'
  | 'traffic'
  | 'messages'
  | 'logs'
  | 'queue'
  | 'routing'
  | 'dns'
  | 'reports'
  | 'certificates'
  | 'sign-ins'
  | 'unusual'
  | 'hosts'
  | 'changes'
  | 'people'
  | 'audit'
  | 'settings'

interface Place {
  readonly key: PlaceKey
  readonly href: string
  /** After `g`: goes there. */
  readonly letter: string
  /** What is found from it, though its path is another. */
  readonly also?: readonly string[]
}

interface PlaceSection {
  readonly key: 'mail' | 'flow' | 'trust' | 'protection' | 'system' | null
  readonly places: readonly Place[]
}

/** Where one can go, in the order of the navigation. The palette and the shortcuts are made of the same list. */
export const placeSections: readonly PlaceSection[] = [
  { key: null, places: [{ key: 'overview', href: '/', letter: 'o' }] },
  {
    key: 'mail',
    places: [
      { key: 'domains', href: '/domains', letter: 'd' },
      { key: 'mailboxes', href: '/mailboxes', letter: 'm' },
      { key: 'aliases', href: '/aliases', letter: 'a' },
      { key: 'groups', href: '/groups', letter: 'g' },
    ],
  },
  {
    key: 'flow',
    places: [
      { key: 'messages', href: '/messages', letter: 'e' },
      { key: 'queue', href: '/queue', letter: 'q' },
      { key: 'traffic', href: '/traffic', letter: 'v' },
      { key: 'routing', href: '/routing', letter: 'w' },
      { key: 'logs', href: '/logs', letter: 'l' },
    ],
  },
  {
    key: 'trust',
    places: [
      { key: 'dns', href: '/dns', letter: 'n' },
      { key: 'reports', href: '/reports', letter: 'r' },
      { key: 'certificates', href: '/certificates', letter: 'x' },
    ],
  },
  {
    key: 'protection',
    places: [
      { key: 'unusual', href: '/unusual', letter: 'b' },
      { key: 'sign-ins', href: '/sign-ins', letter: 'i' },
    ],
  },
  {
    key: 'system',
    places: [
      { key: 'hosts', href: '/hosts', letter: 'h' },
      { key: 'changes', href: '/changes', letter: 'c', also: ['/tasks'] },
      { key: 'people', href: '/people', letter: 'p' },
      { key: 'audit', href: '/audit', letter: 'u' },
      { key: 'settings', href: '/settings', letter: 's' },
    ],
  },
]

export const places: readonly Place[] = placeSections.flatMap((section) => section.places)

/** What is made new from the palette. */
export const makings = [
  { key: 'domain', href: '/domains/new' },
  { key: 'mailbox', href: '/mailboxes/new' },
  { key: 'alias', href: '/aliases/new' },
  { key: 'group', href: '/groups/new' },
  { key: 'host', href: '/hosts/new' },
] as const
export type MakingKey = (typeof makings)[number]['key']

/** Where this person may go, and what they may make: all else is not offered. It authorises nothing. */
export type Offered = { readonly places: readonly PlaceKey[]; readonly makings: readonly MakingKey[] }

/** The place that a path belongs to: its own page or anything below it. */
export function placeOf(pathname: string): PlaceKey | null {
  if (pathname === '/') return 'overview'
  const isAt = (path: string) => path !== '/' && (pathname === path || pathname.startsWith(`${path}/`))
  return places.find(({ href, also = [] }) => [href, ...also].some(isAt))?.key ?? null
}
