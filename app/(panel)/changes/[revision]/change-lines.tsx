import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FileChanges } from '#components/changes/file-changes'
import { FailureBanner } from '#components/hosts/failure-banner'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { getGeneration } from '#lib/changes/generations'
import type { AppliedChange, AppliedOn } from '#lib/changes/list-changes'
import { planPending } from '#lib/changes/plan'
import { AppError } from '#lib/errors'

interface ChangeLinesProps {
  actor: Actor
  change: AppliedChange
}

/** What this change does to the files of each host: the plan while it waits, the generation that holds it afterwards. */
export async function ChangeLines({ actor, change }: ChangeLinesProps) {
  const t = await getTranslations('changes.page')
  if (change.applied.length === 0) return <p className="text-muted">{t('linesNoHost')}</p>
  return change.applied.map((on) =>
    on.state === 'applied' ? (
      <AppliedLines key={on.hostId} actor={actor} on={on} domain={change.domainName ?? ''} />
    ) : (
      <PlannedLines key={on.hostId} actor={actor} on={on} domain={change.domainName ?? ''} />
    ),
  )
}

interface LinesProps {
  actor: Actor
  on: AppliedOn
  domain: string
}

async function PlannedLines({ actor, on, domain }: LinesProps) {
  const t = await getTranslations('changes.page')
  const plan = (await planPending(actor, { hostId: on.hostId, domains: [domain] }))[0]
  if (plan?.failure) return <FailureBanner title={t('linesFailed', { host: on.host })} code={plan.failure} />
  const changes = plan?.domains.flatMap((planned) => planned.changes) ?? []
  if (changes.length === 0) return <p className="text-muted">{t('linesPlanNone', { host: on.host })}</p>
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t('linesPlan', { host: on.host })}</p>
      <FileChanges changes={changes} />
    </div>
  )
}

async function AppliedLines({ actor, on }: LinesProps) {
  const t = await getTranslations('changes.page')
  const gone = t.rich('linesGone', {
    host: on.host,
    generations: (words) => <TextLink href={`/hosts/${on.host}/generations`}>{words}</TextLink>,
  })
  const { host, generation } = on
  // A generation is of the whole host: its lines are of other domains too.
  if (!may(actor, 'host.read')) return <p className="text-muted">{t('linesOfHost', { host })}</p>
  if (generation === null) return <p className="text-muted">{gone}</p>
  const found = await generationOf(actor, on.hostId, generation)
  if (found === 'agent_not_found') return <p className="text-muted">{gone}</p>
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        {t.rich('linesGeneration', {
          host,
          number: generation,
          generation: (words) => <TextLink href={`/hosts/${host}/generations/${generation}`}>{words}</TextLink>,
        })}
      </p>
      {typeof found === 'string' ? (
        <FailureBanner title={t('linesFailed', { host })} code={found} />
      ) : (
        <FileChanges changes={found.changes} />
      )}
    </div>
  )
}

function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm text-accent-ink underline underline-offset-3">
      {children}
    </Link>
  )
}

/** A host that does not answer is no reason to show nothing of the page: its code comes back instead. */
async function generationOf(actor: Actor, hostId: string, generation: number) {
  try {
    return await getGeneration(actor, hostId, generation)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
