import { useTranslations } from 'next-intl'

const steps = ['check', 'agent', 'pin', 'plan', 'apply'] as const

/** What the command does, in the order in which it does it. */
export function EnrolSteps() {
  const t = useTranslations('hosts.add.step')
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <li key={step} className="relative flex gap-3.5 pb-4 last:pb-0">
          {index < steps.length - 1 && <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line" />}
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken font-medium text-muted text-xs tabular-nums inset-ring inset-ring-line"
          >
            {index + 1}
          </span>
          <p className="max-w-2xl pt-px">{t(step)}</p>
        </li>
      ))}
    </ol>
  )
}
