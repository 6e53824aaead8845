import { X } from 'lucide-react'
import { ActionForm } from '#components/form/action-form'
import type { FormAction } from '#lib/web/action-state'

interface RemoveRecipientProps {
  action: FormAction
  target: { id: string; version: number }
  localPart: string
  label: string
}

export function RemoveRecipient({ action, target, localPart, label }: RemoveRecipientProps) {
  return (
    <ActionForm key={target.version} action={action} target={target} labels={{}} submitLabel={label} small icon={<X aria-hidden />}>
      <input type="hidden" name="remove" value={localPart} />
    </ActionForm>
  )
}
