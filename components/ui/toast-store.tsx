'use client'

export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'info'
  readonly title: string
  readonly detail?: string
  /** Takes back what it tells of, for as long as it is shown. */
  readonly undo?: { readonly label: string; readonly run: () => void }
}

const shown: { toasts: readonly Toast[]; lastId: number } = { toasts: [], lastId: 0 }
const listeners = new Set<() => void>()

function set(toasts: readonly Toast[]): void {
  shown.toasts = toasts
  for (const listener of listeners) listener()
}

/** Tells the person about something that passed. What must be acted on is a <Banner>: a toast may be missed. */
export function toast(message: Omit<Toast, 'id'>): void {
  shown.lastId += 1
  set([...shown.toasts, { ...message, id: shown.lastId }].slice(-3))
}

export function dismissToast(id: number): void {
  set(shown.toasts.filter((entry) => entry.id !== id))
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => shown.toasts,
}
