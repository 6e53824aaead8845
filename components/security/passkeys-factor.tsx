'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { Dialog } from '#components/ui/dialog'
import type { PasskeyView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'
import { PasskeyList } from './passkey-list'
import { type PasskeyActions, PasskeySetup } from './passkey-setup'
import { RecoveryCodes } from './recovery-codes'

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
  const [codes, setCodes] = useState<readonly string[]>([])
  const close = () => {
    setOpen(false)
    setCodes([])
  }
  const done = (made: readonly string[]) => (made.length > 0 ? setCodes(made) : close())
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
      <Dialog
        open={open}
        onClose={close}
        size="medium"
        title={codes.length > 0 ? t('codes.title') : t('passkeys.add')}
        description={codes.length > 0 ? undefined : t('passkeys.addSub')}
      >
        {codes.length > 0 ? (
          <RecoveryCodes codes={codes} onDone={close} />
        ) : (
          <PasskeySetup actions={actions} address={address} onDone={done} />
        )}
      </Dialog>
    </Card>
  )
}
