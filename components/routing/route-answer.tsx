import { useTranslations } from 'next-intl'
import { Section } from '#components/ui/section'
import type { RouteView } from '#lib/routing/schema'
import { HostAnswer } from './host-answer'
import { RouteStepItem } from './route-step'

/** The way of the mail as a tree, each step with what becomes of it there. */
export function RouteAnswer({ view: { steps, hosts, differs } }: { view: RouteView }) {
  const t = useTranslations('routing')
  return (
    <div className="flex flex-col gap-6">
      <HostAnswer hosts={hosts} differs={differs} />
      <Section title={t('steps')}>
        <ol className="flex flex-col gap-2">
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps are a sequence, and an address may come twice
            <RouteStepItem key={index} step={step} />
          ))}
        </ol>
      </Section>
    </div>
  )
}
