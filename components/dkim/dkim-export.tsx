'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { ConfirmFields } from '#components/security/confirm-fields'
import { Button } from '#components/ui/button'
import { CopyButton } from '#components/ui/copy-button'
import { Dialog } from '#components/ui/dialog'
import type { DkimKeyExport } from '#lib/dkim/schema'
import type { FormAction } from '#lib/web/action-state'

interface DkimExportProps {
  action: FormAction
  /** Of the owner who proves that it is them. */
  address: string
  domainId: string
  keyId: string
  selector: string
}

/** Asks for the password, then shows the private key that one time. */
export function DkimExport({ action, address, domainId, keyId, selector }: DkimExportProps) {
  const t = useTranslations('dkim')
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState<DkimKeyExport | null>(null)
  const close = () => {
    setOpen(false)
    setShown(null)
  }
  return (
    <>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('export')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        size="medium"
        title={shown ? t('exported') : t('exportTitle', { selector })}
        description={shown ? undefined : t('exportBody')}
      >
        {open && !shown && (
          <ActionForm
            action={action}
            target={{ id: domainId, version: 0 }}
            labels={{ currentPassword: t('currentPassword') }}
            submitLabel={t('exportSubmit')}
            onSaved={({ value }) => setShown(value as DkimKeyExport)}
          >
            <input type="hidden" name="key" value={keyId} />
            <ConfirmFields address={address} />
          </ActionForm>
        )}
        {shown && (
          <div className="flex flex-col items-start gap-4">
            <pre className="max-w-full select-all overflow-x-auto rounded-lg bg-sunken px-4 py-3 font-mono text-sm inset-ring inset-ring-line">
              {shown.privateKey}
            </pre>
            <CopyButton value={shown.privateKey} label={t('copyKey')} />
            <Button look="primary" onClick={close}>
              {t('done')}
            </Button>
          </div>
        )}
      </Dialog>
    </>
  )
}
