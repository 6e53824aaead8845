'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import type { BulkAnswer, BulkConfirm } from '#components/bulk/bulk-dialog'
import type { FormAction } from '#lib/web/action-state'
import { useSelection } from '../ui/use-selection'

export interface BulkVerb {
  /** Arrives as `verb`. */
  readonly verb: string
  readonly label: string
  readonly icon?: ReactNode
  /** Asked before; all that match are always asked about. */
  readonly confirm?: BulkConfirm
  /** Controls that belong to the verb, shown in its question. */
  readonly fields?: ReactNode
  /** What the controls say changes nothing in the question. */
  readonly asksOnce?: boolean
}

export interface BulkActionsProps {
  /** The id that the table's `selection.formId` names. */
  formId: string
  action: FormAction
  /** Sent along with every verb. */
  hidden?: Readonly<Record<string, string>>
  verbs: readonly BulkVerb[]
  /** What a verb would change, as the server counts and draws it. */
  questionOf: (form: FormData) => Promise<BulkAnswer>
  /** Given where all rows that match may be meant: the filter as JSON, and how many match. */
  matching?: { filter: string; count: number; exact: boolean }
}

// Most visits to a list tick nothing: what is done with ticked rows is fetched with the first tick.
const BulkBar = lazy(() => import('./bulk-bar').then((module) => ({ default: module.BulkBar })))

/** Appears with the first ticked row. The ticked ids arrive as `id`; "all that match" as `matching` and `expected` instead. */
export function BulkActions(props: BulkActionsProps) {
  const selection = useSelection(props.formId)
  return <Suspense>{selection.checked > 0 && <BulkBar {...props} selection={selection} />}</Suspense>
}
