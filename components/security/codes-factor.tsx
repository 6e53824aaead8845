'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '#components/ui/card'
import { Dialog } from '#components/ui/dialog'
import { Status } from '#components/ui/status'
import type { FormAction } from '#lib/web/action-state'
import { codesOf } from './answer'
import { ConfirmButton } from './confirm-button'
import { RecoveryCodes } from './recovery-codes'

const few = 3

interface CodesFactorProps {
  left: number
  address: string
  makeCodes: FormAction
}

/** How many recovery codes are left, and ten new ones. */
export function CodesFactor({ left, address, makeCodes }: CodesFactorProps) {
  const t = useTranslations('security.codes')
  const [codes, setCodes] = useState<readonly string[]>([])
  const close = () => setCodes([])
  return (
    <Card
      title={t('title')}
      sub={t('sub')}
      actions={
        <ConfirmButton
          label={t('renew')}
          title={t('renewTitle')}
          description={t('renewBody')}
          action={makeCodes}
          address={address}
          onSaved={(state) => setCodes(codesOf(state))}
        />
      }
    >
      <Status tone={left > few ? 'good' : 'warn'}>{t('left', { count: left })}</Status>
      <Dialog open={codes.length > 0} onClose={close} size="medium" title={t('title')}>
        <RecoveryCodes codes={codes} onDone={close} />
      </Dialog>
    </Card>
  )
}
