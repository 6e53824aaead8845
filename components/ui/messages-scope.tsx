import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { MessageNamespace } from '#lib/i18n/catalogues'

/** What the primitives themselves speak with. */
const always: readonly MessageNamespace[] = ['ui', 'errors']

interface MessagesScopeProps {
  /** The namespaces that the client components inside use, beyond `ui` and `errors`. */
  namespaces?: readonly MessageNamespace[]
  children: ReactNode
}

/** Hands the named messages to the client components inside, and no others: each costs bytes on every page. */
export async function MessagesScope({ namespaces = [], children }: MessagesScopeProps) {
  const messages = await getMessages()
  const wanted = new Set([...always, ...namespaces])
  const picked = Object.fromEntries(Object.entries(messages).filter(([name]) => [...wanted].some((namespace) => namespace === name)))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
