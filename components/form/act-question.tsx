'use client'

import { useState } from 'react'
import { Banner } from '#components/ui/banner'
import { Dialog } from '#components/ui/dialog'
import type { ActConfirm } from './act-button'
import { ConfirmFooter } from './confirm-footer'
import { TypedName } from './typed-name'

interface ActQuestionProps {
  confirm: ActConfirm
  open: boolean
  /** Why nothing happened, when it was tried. */
  problem: string | null
  pending: boolean
  onCancel: () => void
  onConfirm: () => void
}

/** What is asked before a command is given. It stays when it closes, so that the browser gives the focus back to the button. */
export function ActQuestion({ confirm, open, problem, pending, onCancel, onConfirm }: ActQuestionProps) {
  const [typed, setTyped] = useState('')
  if (!open && typed !== '') setTyped('')
  const allowed = confirm.nameToType === undefined || typed.trim() === confirm.nameToType
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={confirm.title}
      description={confirm.description}
      size="medium"
      footer={<ConfirmFooter confirm={confirm} allowed={allowed} pending={pending} onCancel={onCancel} onConfirm={onConfirm} />}
    >
      {(confirm.body || problem || confirm.nameToType !== undefined) && (
        <div className="flex flex-col gap-4">
          {confirm.body}
          {problem && <Banner tone="bad" title={problem} />}
          {confirm.nameToType !== undefined && (
            <TypedName name={confirm.nameToType} value={typed} onChange={setTyped} onEnter={() => allowed && !pending && onConfirm()} />
          )}
        </div>
      )}
    </Dialog>
  )
}
