'use client'

import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormTextarea } from '#components/form/form-textarea'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'

interface BounceMessageProps {
  host: string
  id: string
  sender: string
  action: FormAction
  goTo: string
}

/** Back to its sender, with words of one's own. */
export function BounceMessage({ host, id, sender, action, goTo }: BounceMessageProps) {
  const t = useTranslations('queue.act')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Undo2 aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('bounceOne')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        size="medium"
        title={t('bounceTitle', { count: 1 })}
        description={<bdi className="font-mono text-sm [overflow-wrap:anywhere]">{sender}</bdi>}
      >
        <ActionForm
          action={action}
          labels={{ text: t('text') }}
          submitLabel={t('bounce')}
          look="danger"
          savedText={t('doneOne')}
          onSaved={() => router.push(goTo)}
        >
          <p className="text-muted">{t('bounceBody')}</p>
          <input type="hidden" name="host" value={host} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="verb" value="bounce" />
          <FormTextarea name="text" label={t('text')} help={t('textHelp')} rows={5} />
        </ActionForm>
      </Dialog>
    </>
  )
}
