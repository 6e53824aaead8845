import type { ReactNode } from 'react'
import type { Theme } from '#lib/i18n/theme'
import { Archway } from './archway'
import { BrandMark } from './brand-mark'
import { PreferenceSelects } from './preference-selects'

interface AuthFrameProps {
  title: string
  sub?: ReactNode
  footer?: ReactNode
  theme: Theme
  /** For what takes more room than two fields, or as much as a page has. */
  wide?: boolean | 'page'
  children: ReactNode
}

const widths = { form: 'max-w-92', wide: 'max-w-120', page: 'max-w-4xl' } as const

/** The door: one card before the wall. */
export function AuthFrame({ title, sub, footer, theme, wide, children }: AuthFrameProps) {
  return (
    <div className="relative isolate flex min-h-dvh flex-col items-center justify-center overflow-hidden px-4 py-10">
      <Archway />
      <main className={`relative w-full ${wide === 'page' ? widths.page : wide ? widths.wide : widths.form}`}>
        <div className="rounded-xl bg-surface px-6 py-7 shadow-raised inset-ring inset-ring-line sm:px-8 sm:py-8">
          <BrandMark size={36} />
          <h1 className="mt-5 font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
          {sub && <p className="mt-0.5 text-muted">{sub}</p>}
          <div className="mt-6">{children}</div>
        </div>
        <div className="mt-5 flex flex-col gap-3">
          {footer && <p className="mx-auto max-w-80 text-balance text-center text-muted text-sm">{footer}</p>}
          <PreferenceSelects theme={theme} />
        </div>
      </main>
    </div>
  )
}
