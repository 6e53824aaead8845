import { KeyRound } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { SessionTable } from '#components/settings/session-table'
import { TokenTable } from '#components/settings/token-table'
import { Card } from '#components/ui/card'
import { Section } from '#components/ui/section'
import { Status } from '#components/ui/status'
import type { AdministratorActor } from '#lib/auth/actor'
import { listPersonSessions, listTokens } from '#lib/people/queries'
import type { AdministratorView } from '#lib/people/schema'
import { endToken } from '../../settings/actions'
import { endPersonSession, endPersonSessions, removePersonsSecondFactor } from '../actions'

interface PersonAccessProps {
  actor: AdministratorActor
  person: AdministratorView
  /** One's own second factor and sessions are at home in the settings. */
  self: boolean
}

/** How somebody comes in: second factor, sessions, tokens; each can be taken away. */
export async function PersonAccess({ actor, person, self }: PersonAccessProps) {
  const t = await getTranslations('people')
  const [sessions, tokens] = await Promise.all([listPersonSessions(actor, person.id), listTokens(actor, person.id)])
  return (
    <>
      {!self && (
        <div className="max-w-3xl">
          <Card
            title={t('column.secondFactor')}
            sub={
              <Status tone={person.secondFactor ? 'good' : 'warn'}>
                {t(person.secondFactor ? 'secondFactor.on' : 'secondFactor.off')}
              </Status>
            }
            actions={
              person.secondFactor && (
                <ActButton
                  label={t('remove')}
                  size="small"
                  icon={<KeyRound aria-hidden />}
                  action={removePersonsSecondFactor}
                  fields={{ $id: person.id }}
                  done={t('removed', { name: person.name })}
                  confirm={{
                    title: t('removeTitle', { name: person.name }),
                    description: t('removeBody'),
                    confirmLabel: t('remove'),
                    danger: true,
                  }}
                />
              )
            }
          >
            <p className="text-muted">{t(person.secondFactor ? 'secondFactorOn' : 'secondFactorOff')}</p>
          </Card>
        </div>
      )}
      {!self && (
        <Section
          title={t('sessions')}
          sub={t('sessionsSub')}
          actions={
            sessions.length > 0 && (
              <ActButton
                label={t('endAll')}
                size="small"
                action={endPersonSessions}
                fields={{ $id: person.id }}
                done={t('ended', { name: person.name })}
                confirm={{
                  title: t('endAllTitle', { name: person.name }),
                  description: t('endAllBody'),
                  confirmLabel: t('endAll'),
                  danger: true,
                }}
              />
            )
          }
        >
          {sessions.length === 0 ? (
            <p className="text-muted">{t('noSessions')}</p>
          ) : (
            <SessionTable rows={sessions} of={person.id} end={endPersonSession} />
          )}
        </Section>
      )}
      <Section title={t('tokens')} sub={t('tokensSub')}>
        {tokens.length === 0 ? <p className="text-muted">{t('noTokens')}</p> : <TokenTable rows={tokens} revoke={endToken} />}
      </Section>
    </>
  )
}
