'use client'

import { checkboxClass } from './checkbox-class'
import { useSelection } from './use-selection'

/** Ticks every row of this page; mixed when only some are. */
export function SelectAllCheckbox({ formId, label }: { formId: string; label: string }) {
  const { checked, total, setAll } = useSelection(formId)
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={total > 0 && checked === total}
      ref={(box) => {
        if (box) box.indeterminate = checked > 0 && checked < total
      }}
      onChange={(event) => setAll(event.target.checked)}
      className={`${checkboxClass} block`}
    />
  )
}
