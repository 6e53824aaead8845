'use client'

import { Forward, Send, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { Switch } from '#components/ui/switch'
import type { ForwardingView, ForwardTargetView } from '#lib/rules/schema'
import type { FormAction } from '#lib/web/action-state'
import { useSave } from './use-save'

export interface ForwardingActions {
  save: FormAction
  ask: FormAction
  again: FormAction
  remove: FormAction
}

interface ForwardingListProps {
  forwarding: ForwardingView
  mailboxId: string
  actions: ForwardingActions
}

/** Every address that mail goes on to or shall, whoever set it; switches hold at once. */
export function ForwardingList({ forwarding, mailboxId, actions }: ForwardingListProps) {
  const t = useTranslations('rules.forwarding')
  const { pending, save } = useSave(actions.save)
  const { targets, forwardKeepCopy } = forwarding
  const chosen = targets.filter(({ state, forwardAll }) => state === 'confirmed' && forwardAll).map(({ address }) => address)
  const put = (forwards: readonly string[], keepCopy: boolean) =>
    save({ $id: mailboxId, forwards: forwards.join(' '), forwardKeepCopy: String(keepCopy) })
  if (targets.length === 0)
    return (
      <p className="flex items-center gap-2 text-muted">
        <Forward aria-hidden className="size-4" /> {t('none')}
      </p>
    )
  return (
    <div className="flex flex-col gap-4" aria-busy={pending}>
      <ul className="divide-y">
        {targets.map((target) => (
          <li key={target.address} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0">
              <p>
                <Address value={target.address} />
              </p>
              <p className="mt-0.5 text-sm">
                <TargetState target={target} />
              </p>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              {target.state === 'confirmed' && (
                <Switch
                  label={t('all')}
                  aria-label={t('allTo', { address: target.address })}
                  checked={target.forwardAll}
                  disabled={pending}
                  onChange={(event) =>
                    put(
                      event.target.checked ? [...chosen, target.address] : chosen.filter((one) => one !== target.address),
                      forwardKeepCopy,
                    )
                  }
                />
              )}
              {target.state === 'pending' && (
                <ActButton
                  label={t('again')}
                  size="small"
                  icon={<Send aria-hidden />}
                  action={actions.again}
                  fields={{ $id: mailboxId, target: target.id ?? '' }}
                  done={t('asked', { address: target.address })}
                />
              )}
              {target.id !== null && (
                <ActButton
                  label={target.state === 'pending' ? t('withdraw') : t('remove')}
                  size="small"
                  look="quiet"
                  icon={<X aria-hidden />}
                  action={actions.remove}
                  fields={{ $id: mailboxId, target: target.id }}
                  done={t('removed', { address: target.address })}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className="border-t pt-3">
        <Switch
          label={t('keepCopy')}
          help={t('keepCopyHelp')}
          checked={forwardKeepCopy}
          disabled={pending}
          onChange={(event) => put(chosen, event.target.checked)}
        />
      </div>
    </div>
  )
}

function TargetState({ target: { state, askedAt, expiresAt, forwardAll } }: { target: ForwardTargetView }) {
  const t = useTranslations('rules.forwarding')
  if (state === 'administrator') return <Status tone="good">{t('byAdministrator')}</Status>
  if (state === 'confirmed') return <Status tone={forwardAll ? 'good' : 'off'}>{t(forwardAll ? 'active' : 'forFilters')}</Status>
  const over = expiresAt !== null && new Date(expiresAt) < new Date()
  return (
    <Status tone={over ? 'warn' : 'waiting'} detail={askedAt && t.rich('askedAgo', { when: () => <RelativeTime value={askedAt} /> })}>
      {t(over ? 'over' : 'pending')}
    </Status>
  )
}
