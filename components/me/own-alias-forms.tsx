'use client'

import { Shuffle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormInstant } from '#components/form/form-instant'
import { FormText } from '#components/form/form-text'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { CopyButton } from '#components/ui/copy-button'
import type { ActionState, FormAction } from '#lib/web/action-state'

type Made = { address: string; applied: boolean }

/** One form per kind; what was made stands above it, to be copied at once. */
export function OwnAliasForm({ action, domain }: { action: FormAction; domain: string }) {
  const t = useTranslations('me.addresses')
  const [made, setMade] = useState<Made | null>(null)
  return (
    <div className="flex flex-col gap-5">
      {made && <MadeBanner made={made} />}
      <ActionForm
        key={made?.address}
        action={action}
        labels={{ name: t('name'), note: t('noteOwn') }}
        submitLabel={t('create')}
        onSaved={(state) => setMade(madeIn(state))}
      >
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormText name="name" label={t('name')} help={t('nameHelp')} suffix={`@${domain}`} mono autoComplete="off" maxLength={64} />
          <FormText name="note" id="own-note" label={t('noteOwn')} help={t('noteOwnHelp')} autoComplete="off" maxLength={200} />
        </div>
      </ActionForm>
    </div>
  )
}

export function DrawAliasForm({ action }: { action: FormAction }) {
  const t = useTranslations('me.addresses')
  const [made, setMade] = useState<Made | null>(null)
  return (
    <div className="flex flex-col gap-5">
      {made && <MadeBanner made={made} />}
      <ActionForm
        key={made?.address}
        action={action}
        labels={{ note: t('noteDrawn'), expiresAt: t('expires') }}
        submitLabel={t('draw')}
        icon={<Shuffle aria-hidden />}
        onSaved={(state) => setMade(madeIn(state))}
      >
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormText
            name="note"
            id="drawn-note"
            label={t('noteDrawn')}
            help={t('noteDrawnHelp')}
            placeholder="shop.example"
            autoComplete="off"
            maxLength={200}
          />
          <FormInstant name="expiresAt" label={t('expires')} help={t('expiresHelp')} />
        </div>
      </ActionForm>
    </div>
  )
}

function MadeBanner({ made: { address, applied } }: { made: Made }) {
  const t = useTranslations('me.addresses')
  return (
    <div role="status">
      <Banner
        tone={applied ? 'good' : 'info'}
        title={
          <span className="inline-flex max-w-full flex-wrap items-center gap-2">
            <Address value={address} />
            <CopyButton value={address} />
          </span>
        }
      >
        {applied ? t('works') : t('worksSoon')}
      </Banner>
    </div>
  )
}

function madeIn({ value }: ActionState): Made | null {
  if (typeof value !== 'object' || value === null || !('address' in value) || typeof value.address !== 'string') return null
  return { address: value.address, applied: 'applied' in value && value.applied === true }
}
