'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'

export function DkimImport({ action, domainId }: { action: FormAction; domainId: string }) {
  const t = useTranslations('dkim')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('import')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} size="medium" title={t('import')} description={t('importSub')}>
        {open && (
          <ActionForm
            action={action}
            target={{ id: domainId, version: 0 }}
            initial={{ selector: '' }}
            labels={{ selector: t('selector'), privateKey: t('privateKey') }}
            submitLabel={t('import')}
            savedText={t('imported')}
            onSaved={() => setOpen(false)}
          >
            <FormText name="selector" label={t('selector')} maxLength={63} autoComplete="off" />
            <FormTextarea name="privateKey" label={t('privateKey')} rows={8} mono placeholder="-----BEGIN PRIVATE KEY-----" />
          </ActionForm>
        )}
      </Dialog>
    </>
  )
}
