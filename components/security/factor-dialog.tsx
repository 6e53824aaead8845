import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Dialog } from '#components/ui/dialog'
import { RecoveryCodes } from './recovery-codes'

interface FactorDialogProps {
  open: boolean
  onClose: () => void
  title: string
  sub: string
  /** What is done first; the recovery codes that were made with it, if any, are shown after it. */
  children: (done: (made: readonly string[]) => void) => ReactNode
}

/** Stays open for the recovery codes, which are made with the first second factor. */
export function FactorDialog({ open, onClose, title, sub, children }: FactorDialogProps) {
  const t = useTranslations('security.codes')
  const [codes, setCodes] = useState<readonly string[]>([])
  const close = () => {
    setCodes([])
    onClose()
  }
  const made = codes.length > 0
  return (
    <Dialog open={open} onClose={close} size="medium" title={made ? t('title') : title} description={made ? undefined : sub}>
      {made ? <RecoveryCodes codes={codes} onDone={close} /> : children((found) => (found.length > 0 ? setCodes(found) : close()))}
    </Dialog>
  )
}
