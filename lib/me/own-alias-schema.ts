// What a person says of an address of their own.
import * as z from 'zod'
import { instantOrNone, lineText, onOff } from '#lib/addresses/input'

/** What it is for, where it was given away. */
const note = lineText(200)

/** `name` is the part before the @, or the whole address. */
export const createOwnAliasInput = z.strictObject({ name: z.string().trim().min(1, 'required').max(320), note: note.default('') })
export type CreateOwnAliasInput = z.input<typeof createOwnAliasInput>

export const drawAliasInput = z.strictObject({ note: note.default(''), expiresAt: instantOrNone.default(null) })
export type DrawAliasInput = z.input<typeof drawAliasInput>

export const updateOwnAliasInput = z.strictObject({ enabled: onOff, note, expiresAt: instantOrNone }).partial()
export type UpdateOwnAliasInput = z.input<typeof updateOwnAliasInput>

export type OwnAliasView = {
  id: string
  address: string
  unicodeAddress: string
  note: string
  enabled: boolean
  expiresAt: string | null
  expired: boolean
  disposable: boolean
  createdAt: string
}

export type OwnAliasesView = {
  /** What administrators let lead here: aliases and the mirrors of the domain. */
  given: string[]
  own: OwnAliasView[]
  disposable: OwnAliasView[]
  /** How many there may be; 0: the domain does not offer it. */
  ownMax: number
  disposableMax: number
  domain: { name: string; unicodeName: string }
}
