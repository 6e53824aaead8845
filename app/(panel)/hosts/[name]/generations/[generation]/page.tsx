import { ArrowLeft, Layers, Undo2 } from 'lucide-react'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FileChanges } from '#components/changes/file-changes'
import { FailureBanner } from '#components/hosts/failure-banner'
import { GenerationFacts } from '#components/hosts/generation-facts'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { may } from '#lib/auth/permissions'
import { getGeneration } from '#lib/changes/generations'
import { asked } from '../../asked'
import { hostOf } from '../../host-of'
import { RollBack } from './roll-back'

type Params = { params: Promise<{ name: string; generation: string }> }

export default async function GenerationPage({ params }: Params) {
  const { name, generation: text } = await params
  const generation = Number(text)
  if (!Number.isInteger(generation) || generation < 1) notFound()
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.generations')
  const canRollBack = generation < host.generation && may(actor, 'host.apply')
  return (
    <div className="flex flex-col gap-8">
      <Section
        title={t('diffTitle', { generation })}
        sub={t('diffSub', { host: host.name })}
        actions={
          <>
            <LinkButton href={`/hosts/${host.name}/generations`} size="small" icon={<ArrowLeft aria-hidden />}>
              {t('back')}
            </LinkButton>
            {canRollBack && (
              <LinkButton href="#roll-back" size="small" icon={<Undo2 aria-hidden />}>
                {t('rollBack')}
              </LinkButton>
            )}
          </>
        }
      >
        <Suspense fallback={<Skeleton rows={4} label={t('diffTitle', { generation })} />}>
          <GenerationLines name={name} generation={generation} />
        </Suspense>
      </Section>
      {canRollBack && (
        <div id="roll-back" className="scroll-mt-20">
          <Suspense fallback={<Skeleton rows={2} label={t('rollBack')} />}>
            <RollBack actor={actor} host={host} generation={generation} />
          </Suspense>
        </div>
      )}
    </div>
  )
}

async function GenerationLines({ name, generation }: { name: string; generation: number }) {
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.generations')
  const found = await asked(getGeneration(actor, host.id, generation))
  if (!found.ok && found.code === 'agent_not_found') {
    return (
      <EmptyState icon={<Layers aria-hidden />} title={t('gone')}>
        {t('sub')}
      </EmptyState>
    )
  }
  if (!found.ok) return <FailureBanner title={t('failed')} code={found.code} />
  return (
    <>
      <GenerationFacts summary={found.answer.summary} />
      {found.answer.changes.length > 0 ? <FileChanges changes={found.answer.changes} /> : <p className="text-muted">{t('noLines')}</p>}
    </>
  )
}
