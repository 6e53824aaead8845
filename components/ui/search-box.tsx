'use client'

import { Search } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

interface SearchBoxProps {
  label: string
  /** The parameter in the URL. */
  name?: string
  placeholder?: string
  /** Parameters that lose their meaning when the search changes; the paging keys. */
  resets?: readonly string[]
}

/** Searches on the server while one types, keeps the rest of the URL, and answers to `/`. */
export function SearchBox({ label, name = 'q', placeholder, resets = ['after', 'before'] }: SearchBoxProps) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  const go = (value: string) => {
    const next = new URLSearchParams(params)
    for (const key of [name, ...resets]) next.delete(key)
    if (value.trim()) next.set(name, value.trim())
    const query = next.toString()
    startTransition(() => router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false }))
  }

  return (
    <search className="relative min-w-52 flex-1 sm:max-w-80">
      <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-faint">
        {pending ? <Spinner /> : <Search aria-hidden className="size-4" />}
      </span>
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        defaultValue={params.get(name) ?? ''}
        data-hotkey="/"
        maxLength={320}
        spellCheck={false}
        autoCapitalize="none"
        onChange={(event) => {
          clearTimeout(timer.current)
          const { value } = event.target
          timer.current = setTimeout(() => go(value), 200)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          clearTimeout(timer.current)
          go(event.currentTarget.value)
        }}
        className="peer h-8.5 w-full rounded-md bg-surface pr-9 pl-9 placeholder-shown:text-ellipsis inset-ring inset-ring-edge/75 hover:inset-ring-edge focus-visible:outline-offset-0 max-sm:h-10 max-sm:text-lg"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 hidden items-center peer-placeholder-shown:flex peer-focus:hidden max-sm:hidden!"
      >
        <Kbd>/</Kbd>
      </span>
    </search>
  )
}
