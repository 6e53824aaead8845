import { expect, it } from 'vitest'
import { asOwner, givenAdministrator } from '#lib/db/testing'
import { updateSettings } from './commands'
import { getSettings } from './queries'

it('settings have defaults, and the second of two who save is told what the first one changed', async () => {
  const owner = await asOwner()
  expect(await getSettings(owner)).toMatchObject({ archiveDays: 30, defaultLocale: 'en', version: 0 })
  const both = await Promise.all([updateSettings(owner, 0, { archiveDays: 7 }), updateSettings(owner, 0, { archiveDays: 90 })])
  const refused = both.filter((outcome) => !outcome.ok)
  expect(refused).toMatchObject([{ refusals: [{ code: 'conflict' }], current: { changedBy: owner.name, fields: ['archiveDays'] } }])
  expect((await getSettings(owner)).version).toBe(1)
})

it('settings are for owners to change', async () => {
  await expect(updateSettings(await givenAdministrator('admin'), 0, { archiveDays: 1 })).rejects.toMatchObject({ code: 'forbidden' })
})

it('days below zero or in words are refused', async () => {
  expect(await updateSettings(await asOwner(), 0, { archiveDays: -1 })).toMatchObject({ ok: false })
  expect(await updateSettings(await asOwner(), 0, { archiveDays: 'many' })).toMatchObject({ ok: false })
})
