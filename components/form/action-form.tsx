'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, type SubmitEvent, startTransition, useActionState, useEffect, useMemo } from 'react'
import { Button } from '#components/ui/button'
import { LinkButton } from '#components/ui/link-button'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { toast } from '../ui/toast-store'
import { ConflictPanel } from './conflict-panel'
import { FormContext } from './form-context'
import { FormProblems } from './form-problems'
import { SavedWarnings, warningsIn } from './saved-warnings'
import { useAttempt, useErrors, useTaken, useVersion } from './use-answer'

export interface ActionFormProps {
  /** Absent for who may only look: the fields are shown as they are, and nothing can be saved. */
  action: FormAction | undefined
  /** What is changed; absent where something new is made. */
  target?: { id: string; version: number }
  initial?: Record<string, unknown>
  /** The name of each field, for what is said above the form. */
  labels: Record<string, string>
  submitLabel: string
  look?: 'primary' | 'secondary' | 'danger'
  small?: boolean
  /** The button is as wide as the form. */
  wide?: boolean
  icon?: ReactNode
  /** Said in passing when it was saved. */
  savedText?: string
  /** Where to go then; `{id}` is taken from what was saved. Without it the page is renewed. A function is for client components. */
  doneHref?: string | ((state: ActionState) => string | null)
  cancelHref?: string
  /** For a form inside a client component. */
  onSaved?: (state: ActionState) => void
  children?: ReactNode
}

const unchanged: FormAction = async (state) => state

/**
 * A form whose answer is a value: all errors at once beneath their fields and above them, nothing typed is lost, passwords are. The
 * submission is taken over from the browser so that React does not reset the fields; a second press while one is on its way does nothing.
 */
export function ActionForm(props: ActionFormProps) {
  const { action, target, initial, labels, children } = props
  const [state, dispatch, pending] = useActionState(action ?? unchanged, idleState)
  const { taken, untouched, take } = useTaken(state, initial)
  const version = useVersion(state, target?.version)
  const attempt = useAttempt(state)
  const errors = useErrors(state)
  const onward = useOnward(props, state)

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter)
    startTransition(() => dispatch(form))
  }
  const context = useMemo(
    () => ({
      values: { ...initial, ...state.values, ...taken.values },
      sent: state.values,
      errors,
      epochs: taken.epochs,
      attempt,
      pending,
    }),
    [initial, state, taken, errors, attempt, pending],
  )
  const warnings = state.status === 'saved' ? warningsIn(state) : []
  // What is made is made: sending it once more would be refused. The way on is in the banner.
  if (warnings.length > 0 && onward) return <SavedWarnings warnings={warnings} onwardHref={onward} />
  return (
    <FormContext value={context}>
      <form action={dispatch} onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-6">
        {target && <input type="hidden" name="$id" value={target.id} />}
        {version !== undefined && <input type="hidden" name="$version" value={version} />}
        <FormProblems state={state} labels={labels} />
        <SavedWarnings warnings={warnings} onwardHref={undefined} />
        {state.conflict && (
          <ConflictPanel conflict={state.conflict} sent={state.values} untouched={untouched} labels={labels} onTake={take} />
        )}
        {children && (
          <fieldset disabled={!action} className="flex min-w-0 flex-col gap-6">
            {children}
          </fieldset>
        )}
        {action && (
          <FormFooter
            {...props}
            pending={pending}
            conflicting={state.conflict?.fields.some((field) => field in state.values && !untouched.includes(field)) ?? false}
          />
        )}
      </form>
    </FormContext>
  )
}

interface FormFooterProps extends ActionFormProps {
  pending: boolean
  conflicting: boolean
}

function FormFooter({ submitLabel, cancelHref, look = 'primary', small, wide, icon, pending, conflicting }: FormFooterProps) {
  const t = useTranslations('form')
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button type="submit" look={small ? 'secondary' : look} size={small ? 'small' : 'medium'} wide={wide} icon={icon} pending={pending}>
        {conflicting ? t('conflict.saveMine') : submitLabel}
      </Button>
      {cancelHref && (
        <LinkButton href={cancelHref} look="quiet">
          {t('cancel')}
        </LinkButton>
      )}
    </div>
  )
}

/** What happens after it was saved; gives the way on, if there is one. */
function useOnward({ doneHref, savedText, onSaved }: ActionFormProps, state: ActionState): string | undefined {
  const t = useTranslations('form')
  const router = useRouter()
  const onward = onwardOf(doneHref, state)

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer counts; the rest may change while one looks at it
  useEffect(() => {
    if (state.status !== 'saved') return
    if (savedText) toast({ tone: 'good', title: state.revision === null ? t('nothingChanged') : savedText })
    onSaved?.(state)
    if (onward && warningsIn(state).length === 0) router.push(onward)
    else router.refresh()
  }, [state])

  return onward
}

function onwardOf(doneHref: ActionFormProps['doneHref'], state: ActionState): string | undefined {
  if (state.status !== 'saved') return undefined
  const href = typeof doneHref === 'function' ? doneHref(state) : doneHref
  return href ? filled(href, state.value) : undefined
}

function filled(href: string, value: unknown): string {
  return href.replace(/\{(\w+)\}/g, (_, key: string) => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    return typeof part === 'string' ? encodeURIComponent(part) : ''
  })
}
