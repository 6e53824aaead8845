'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LeaveButton } from '#components/shell/leave-button'
import { LinkButton } from '#components/ui/link-button'
import { RadioGroup } from '#components/ui/radio-group'
import { type AppActions, AppSetup } from './app-setup'
import { type PasskeyActions, PasskeySetup } from './passkey-setup'
import { RecoveryCodes } from './recovery-codes'

interface EnrolmentProps {
  next: string
  /** There is a second factor now. */
  isDone: boolean
  address: string
  /** Whether passkeys can be bound to the panel's public URL. */
  passkeys: boolean
  actions: AppActions & PasskeyActions
}

/** One of the two second factors, then the recovery codes, then on. */
export function Enrolment({ next, isDone, address, passkeys, actions }: EnrolmentProps) {
  const t = useTranslations('security.enrolment')
  const router = useRouter()
  const [kind, setKind] = useState<'app' | 'passkey'>('app')
  // As it was when one came: the form that adds it must stay until it has told the codes.
  const [wasDone] = useState(isDone)
  const [codes, setCodes] = useState<readonly string[]>([])
  if (codes.length > 0) return <RecoveryCodes codes={codes} onDone={() => router.push(next)} />
  if (wasDone)
    return (
      <LinkButton href={next} look="primary" wide>
        {t('onward')}
      </LinkButton>
    )
  return (
    <div className="flex flex-col gap-5">
      {passkeys && (
        <fieldset
          onChange={(event) => setKind(event.target instanceof HTMLInputElement && event.target.value === 'passkey' ? 'passkey' : 'app')}
        >
          <RadioGroup
            name="kind"
            legend={t('kind')}
            defaultValue={kind}
            options={[
              { value: 'app', label: t('app') },
              { value: 'passkey', label: t('passkey') },
            ]}
          />
        </fieldset>
      )}
      {kind === 'app' ? (
        <AppSetup actions={actions} address={address} onDone={setCodes} />
      ) : (
        <PasskeySetup actions={actions} address={address} onDone={setCodes} />
      )}
      <LeaveButton label={t('leave')} />
    </div>
  )
}
