'use server'

import { getLocale } from 'next-intl/server'
import { requestReset } from '#lib/me/forgot'
import { forgotInput } from '#lib/me/schema'
import { openAction } from '#lib/web/me-action'

export const sendLink = openAction(forgotInput, async ({ clientAddress }, input) =>
  requestReset({ clientAddress, locale: await getLocale() }, input),
)
