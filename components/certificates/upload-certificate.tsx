'use client'

import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import { FormTextarea } from '#components/form/form-textarea'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'

export function UploadCertificate({ action, hostId }: { action: FormAction; hostId: string }) {
  const t = useTranslations('certificates.upload')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" look="primary" icon={<Upload aria-hidden />} onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} size="medium" title={t('title')} description={t('sub')}>
        {open && (
          <ActionForm
            action={action}
            target={{ id: hostId, version: 0 }}
            initial={{ certificate: '', ownAuthority: false }}
            labels={{ certificate: t('certificate'), privateKey: t('privateKey'), ownAuthority: t('ownAuthority') }}
            submitLabel={t('submit')}
            savedText={t('done')}
            onSaved={() => setOpen(false)}
          >
            <FormTextarea
              name="certificate"
              label={t('certificate')}
              help={t('certificateHelp')}
              rows={6}
              mono
              placeholder="-----BEGIN CERTIFICATE-----"
            />
            <FormTextarea
              name="privateKey"
              label={t('privateKey')}
              help={t('privateKeyHelp')}
              rows={5}
              mono
              placeholder="-----BEGIN PRIVATE KEY-----"
            />
            <FormSwitch name="ownAuthority" label={t('ownAuthority')} help={t('ownAuthorityHelp')} />
          </ActionForm>
        )}
      </Dialog>
    </>
  )
}
