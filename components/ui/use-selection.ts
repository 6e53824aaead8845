'use client'

import { useCallback, useEffect, useState } from 'react'

function boxesOf(formId: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`.rows input[form="${CSS.escape(formId)}"]`)]
}

export interface Selection {
  readonly checked: number
  readonly total: number
  setAll: (checked: boolean) => void
}

/** Counts the ticked rows of a bulk form by listening to the document: rows stay plain HTML from the server. */
export function useSelection(formId: string): Selection {
  const [counts, setCounts] = useState({ checked: 0, total: 0 })

  const count = useCallback(() => {
    const boxes = boxesOf(formId)
    setCounts({ checked: boxes.filter((box) => box.checked).length, total: boxes.length })
  }, [formId])

  useEffect(() => {
    count()
    const onChange = (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.getAttribute('form') === formId) count()
    }
    const onReset = (event: Event) => {
      // The boxes change after the event has been handled.
      if (event.target instanceof HTMLFormElement && event.target.id === formId) queueMicrotask(count)
    }
    document.addEventListener('change', onChange)
    document.addEventListener('reset', onReset)
    return () => {
      document.removeEventListener('change', onChange)
      document.removeEventListener('reset', onReset)
    }
  }, [count, formId])

  const setAll = useCallback(
    (checked: boolean) => {
      for (const box of boxesOf(formId)) box.checked = checked
      count()
      document.dispatchEvent(new CustomEvent('postern:selection', { detail: formId }))
    },
    [count, formId],
  )

  useEffect(() => {
    const onSelection = (event: Event) => {
      if (event instanceof CustomEvent && event.detail === formId) count()
    }
    document.addEventListener('postern:selection', onSelection)
    return () => document.removeEventListener('postern:selection', onSelection)
  }, [count, formId])

  return { ...counts, setAll }
}
