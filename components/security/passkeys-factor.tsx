'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import type { PasskeyView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'
import { FactorDialog } from './factor-dialog'
import { PasskeyList } from './passkey-list'
import { type PasskeyActions, PasskeySetup } from './passkey-setup'

interface PasskeysFactorProps {
  passkeys: readonly PasskeyView[]
  /** False where the panel's public URL is none that passkeys can be bound to. */
  isPossible: boolean
  address: string
  actions: PasskeyActions & { readonly removePasskey: FormAction }
}

/** One's passkeys, each with the name that one gave it. */
export function PasskeysFactor({ passkeys, isPossible, address, actions }: PasskeysFactorProps) {
  const t = useTranslations('security')
  const [open, setOpen] = useState(false)
  return (
    <Card
      title={t('passkeys.title')}
      sub={t('passkeys.sub')}
      flush={passkeys.length > 0}
      actions={
        isPossible && (
          <Button size="small" look="primary" icon={<Plus aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t('passkeys.add')}
          </Button>
        )
      }
    >
      {passkeys.length > 0 ? (
        <PasskeyList passkeys={passkeys} address={address} remove={actions.removePasskey} />
      ) : (
        <p className="text-muted">{isPossible ? t('passkeys.none') : t('passkeys.impossible')}</p>
      )}
      <FactorDialog open={open} onClose={() => setOpen(false)} title={t('passkeys.add')} sub={t('passkeys.addSub')}>
        {(done) => <PasskeySetup actions={actions} address={address} onDone={done} />}
      </FactorDialog>
    </Card>
  )
}
