import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner'
import type { Actor } from '#lib/auth/actor'
import { requireActor } from '#lib/auth/current-actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import type { Meant } from '#lib/changes/bulk'
import { formatNumber } from '#lib/format'
import { RefusedError } from '#lib/outcome'
import { type BulkInput, type BulkNoun, isLong } from '#lib/web/bulk'
import { type BulkForm, bulkForm, selectionIn } from '#lib/web/bulk-form'
import { formInput } from '#lib/web/form-input'
import { sentence } from '#lib/web/sentence'
import { ProposedLines } from './planned-lines'

export interface BulkQuestion {
  /** How many would be changed; carried as `expected`, so that another number later is refused. */
  readonly count: number
  readonly body: ReactNode
}

/** The lines of this many are shown; very many more would say nothing new. */
const linesOfMax = 100

interface Asked<I extends BulkInput> {
  permission: Permission
  noun: BulkNoun<I>
  /** The change to these; null while something is missing that it needs. */
  inputOf: (form: BulkForm, selection: { ids: string[] }) => I | null
  /** Looked at closely, for the words. */
  someMax?: number
  wordsOf?: (actor: Actor, form: BulkForm, meant: Meant) => Promise<ReactNode>
}

/** What a change to many would do, in words and as lines of the files, before anybody is asked to confirm it. */
export async function bulkQuestion<I extends BulkInput>(form: FormData, asked: Asked<I>): Promise<BulkQuestion> {
  const { permission, noun, inputOf, someMax = linesOfMax, wordsOf } = asked
  const actor = await requireActor()
  requirePermission(actor, permission)
  const given = bulkForm.parse(formInput(bulkForm, form))
  try {
    const meant = await noun.measure(actor, selectionIn({ ...given, expected: undefined }), someMax)
    const ids = meant.some.slice(0, linesOfMax)
    const input = ids.length > 0 ? inputOf(given, { ids }) : null
    const body = (
      <div className="flex flex-col gap-4">
        {wordsOf && (await wordsOf(actor, given, meant))}
        {isLong(meant.matched) && <ByTask />}
        {input && <Lines actor={actor} command={() => noun.change(actor, input)} shown={ids.length} matched={meant.matched} />}
      </div>
    )
    return { count: meant.matched, body }
  } catch (error) {
    if (error instanceof RefusedError) return { count: 0, body: <Refused error={error} /> }
    throw error
  }
}

async function ByTask() {
  return <p className="text-muted">{(await getTranslations('bulk'))('byTask')}</p>
}

async function Lines({ shown, matched, ...proposed }: { shown: number; matched: number } & Parameters<typeof ProposedLines>[0]) {
  const [t, locale] = await Promise.all([getTranslations('bulk'), getLocale()])
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {matched > shown && <p>{t('linesOfFirst', { shown: formatNumber(shown, locale), more: formatNumber(matched - shown, locale) })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable) */}
      <section tabIndex={0} aria-label={t('lines')} className="max-h-[45vh] overflow-y-auto rounded-lg">
        <ProposedLines {...proposed} />
      </section>
    </div>
  )
}

async function Refused({ error }: { error: RefusedError }) {
  const [t, locale] = await Promise.all([getTranslations('bulk'), getLocale()])
  const reasons = error.refusals.map(({ code, values }) => sentence(locale, 'refusal', code, values) ?? code)
  return (
    <Banner tone="bad" title={t('cannot')}>
      {reasons.join(' ')}
    </Banner>
  )
}
