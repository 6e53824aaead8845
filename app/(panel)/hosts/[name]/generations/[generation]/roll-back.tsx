import { Undo2 } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { FileChanges } from '#components/changes/file-changes'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { Section } from '#components/ui/section'
import type { Actor } from '#lib/auth/actor'
import { planRollback } from '#lib/changes/generations'
import type { HostView } from '#lib/hosts/schema'
import { rollBackHost } from '../../../actions'
import { asked } from '../../asked'

interface RollBackProps {
  actor: Actor
  host: HostView
  generation: number
}

/** Exactly the lines that would change, and only then the button. */
export async function RollBack({ actor, host, generation }: RollBackProps) {
  const t = await getTranslations('hosts.generations')
  const found = await asked(planRollback(actor, host.id, generation))
  const title = t('rollBackTitle', { host: host.name, generation })
  // Why the host could not be asked is said above, where its lines would be.
  if (!found.ok) return null
  const { changes, domains, newest } = found.answer
  if (changes.length === 0) {
    return (
      <Section title={title}>
        <p className="text-muted">{t('rollBackNothing')}</p>
      </Section>
    )
  }
  return (
    <Section
      title={title}
      sub={t('rollBackSub')}
      actions={
        <ActButton
          label={t('rollBack')}
          look="danger"
          icon={<Undo2 aria-hidden />}
          action={rollBackHost}
          fields={{ $id: host.id, generation: String(generation), newest: String(newest) }}
          done={t('rolledBack', { host: host.name, generation })}
          goTo={`/hosts/${host.name}/generations`}
          confirm={{
            title,
            description: t('rollBackSub'),
            confirmLabel: t('rollBackConfirm'),
            danger: true,
            nameToType: host.name,
            body: (
              <>
                <DomainsThatChange text={t('rollBackDomains', { count: domains.length })} domains={domains} />
                <p className="text-muted">{t('rollBackLost')}</p>
              </>
            ),
          }}
        />
      }
    >
      <DomainsThatChange text={t('rollBackDomains', { count: domains.length })} domains={domains} />
      <FileChanges changes={changes} />
    </Section>
  )
}

function DomainsThatChange({ text, domains }: { text: string; domains: readonly string[] }) {
  return (
    <p className="flex flex-wrap gap-x-2">
      <span>{text}</span>
      {domains.slice(0, 20).map((name) => (
        <Address key={name} value={name} />
      ))}
      {domains.length > 20 && '…'}
    </p>
  )
}
