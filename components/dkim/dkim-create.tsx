'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'

const bitsOffered = ['2048', '3072', '4096']
const usual = { algorithm: 'rsa', bits: '2048', selector: '' }

export function DkimCreate({ action, domainId }: { action: FormAction; domainId: string }) {
  const t = useTranslations('dkim')
  const ui = useTranslations('ui')
  const [open, setOpen] = useState(false)
  const labels = { algorithm: t('algorithm'), bits: t('bits'), selector: t('selector') }
  return (
    <>
      <Button look="primary" icon={<Plus aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} size="medium" title={t('create')} description={t('createSub')}>
        {open && (
          <ActionForm
            action={action}
            target={{ id: domainId, version: 0 }}
            initial={usual}
            labels={labels}
            submitLabel={t('create')}
            savedText={t('created')}
            onSaved={() => setOpen(false)}
          >
            <FormSelect
              name="algorithm"
              label={t('algorithm')}
              help={t('algorithmHelp')}
              options={[
                { value: 'rsa', label: 'RSA' },
                { value: 'ed25519', label: 'Ed25519' },
              ]}
            />
            <FormSelect
              name="bits"
              label={t('bits')}
              help={t('bitsHelp')}
              options={bitsOffered.map((value) => ({ value, label: value }))}
            />
            <FormText
              name="selector"
              label={t('selector')}
              help={t('selectorHelp')}
              aside={ui('optional')}
              maxLength={63}
              autoComplete="off"
            />
          </ActionForm>
        )}
      </Dialog>
    </>
  )
}
