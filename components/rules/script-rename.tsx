'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'

export function ScriptRename({ name, mailboxId, action }: { name: string; mailboxId: string; action: FormAction }) {
  const t = useTranslations('rules.scripts')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('rename')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('renameTitle', { name })}>
        <ActionForm
          action={action}
          initial={{ to: name }}
          labels={{ to: t('newName') }}
          submitLabel={t('rename')}
          savedText={t('renamed')}
          onSaved={() => setOpen(false)}
        >
          <input type="hidden" name="$id" value={mailboxId} />
          <input type="hidden" name="name" value={name} />
          <FormText name="to" label={t('newName')} mono maxLength={128} />
        </ActionForm>
      </Dialog>
    </>
  )
}
