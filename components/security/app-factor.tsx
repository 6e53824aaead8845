'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { Status } from '#components/ui/status'
import type { FormAction } from '#lib/web/action-state'
import { type AppActions, AppSetup } from './app-setup'
import { ConfirmButton } from './confirm-button'
import { FactorDialog } from './factor-dialog'

interface AppFactorProps {
  isOn: boolean
  address: string
  actions: AppActions & { readonly removeApp: FormAction }
}

/** The authenticator app: set up in a dialog that stays open for the recovery codes, when they are made with it. */
export function AppFactor({ isOn, address, actions }: AppFactorProps) {
  const t = useTranslations('security')
  const [open, setOpen] = useState(false)
  return (
    <Card
      title={t('app.title')}
      sub={t('app.sub')}
      actions={
        <>
          <Button size="small" look={isOn ? 'secondary' : 'primary'} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {isOn ? t('app.replace') : t('app.add')}
          </Button>
          {isOn && (
            <ConfirmButton
              label={t('app.remove')}
              title={t('app.removeTitle')}
              description={t('app.removeBody')}
              action={actions.removeApp}
              address={address}
              danger
              savedText={t('app.removed')}
            />
          )}
        </>
      }
    >
      <Status tone={isOn ? 'good' : 'off'}>{isOn ? t('app.on') : t('app.off')}</Status>
      <FactorDialog open={open} onClose={() => setOpen(false)} title={t('app.setUpTitle')} sub={t('app.setUpSub')}>
        {(done) => <AppSetup actions={actions} address={address} onDone={done} />}
      </FactorDialog>
    </Card>
  )
}
