// What happens to a mailbox's mail, coming in and going out: the one validator for a person's pages, administrators', API and command line.
import * as z from 'zod'
import { addressList, anyAddress, lineText, onOff } from '#lib/addresses/input'
import { filtersMax, filter as protocolFilter, sampleTextMax, scriptName, scriptText, vacationTextMax } from '#lib/protocol/rules'
import { isTimeZone, utcOf } from './zoned-time'

export const forwardTargetsMax = 10

// --- forwarding

export const askForwardInput = z.strictObject({
  address: anyAddress,
  /** All mail goes on there; else only filters may send some. */
  forwardAll: onOff.default(true),
})
export type AskForwardInput = z.input<typeof askForwardInput>

export const forwardingInput = z.strictObject({
  /** Of the confirmed addresses: those to which all mail goes. */
  forwards: addressList(forwardTargetsMax),
  forwardKeepCopy: onOff,
})
export type ForwardingInput = z.input<typeof forwardingInput>

export const forwardAnswerInput = z.strictObject({ token: z.string().max(200), answer: z.enum(['accept', 'refuse']) })
export type ForwardAnswerInput = z.input<typeof forwardAnswerInput>

export const forwardTargetView = z.object({
  /** null: an administrator set it. */
  id: z.uuid().nullable(),
  address: z.string(),
  state: z.enum(['pending', 'confirmed', 'administrator']),
  /** All mail goes there, or will once it is confirmed. */
  forwardAll: z.boolean(),
  askedAt: z.iso.datetime().nullable(),
  /** Until when the newest link works; null: none is on its way. */
  expiresAt: z.iso.datetime().nullable(),
})
export type ForwardTargetView = z.infer<typeof forwardTargetView>

export const forwardingView = z.object({
  forwardKeepCopy: z.boolean(),
  /** The domain lets people forward to where it has no mailboxes. */
  outsideAllowed: z.boolean(),
  targets: z.array(forwardTargetView),
})
export type ForwardingView = z.infer<typeof forwardingView>

// --- vacation

const zone = z.string().max(64).refine(isTimeZone, 'unknown_zone')
/** A day and a time as clocks in the zone show it. */
const localTime = z.union([
  z.null(),
  z.literal('').transform(() => null),
  z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/, 'invalid_local_time'),
])
const multiline = z
  .string()
  .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
  .pipe(z.string().min(1, 'required').max(vacationTextMax, 'text_too_long'))

export const vacationInput = z
  .strictObject({
    enabled: onOff,
    subject: lineText(200).pipe(z.string().min(1, 'required')),
    text: multiline,
    days: z.coerce.number().int().min(1).max(30).default(3),
    from: localTime.default(null),
    until: localTime.default(null),
    zone: zone.default('UTC'),
  })
  .refine(({ from, until }) => from === null || until === null || from < until, { path: ['until'], message: 'ends_before_start' })
export type VacationInput = z.input<typeof vacationInput>

export const vacationView = z.object({
  enabled: z.boolean(),
  subject: z.string(),
  text: z.string(),
  days: z.int(),
  /** As clocks in `zone` show it. */
  from: z.string().nullable(),
  until: z.string().nullable(),
  zone: z.string(),
  /** The same in UTC. */
  fromInstant: z.iso.datetime().nullable(),
  untilInstant: z.iso.datetime().nullable(),
  state: z.enum(['off', 'waiting', 'active', 'over']),
})
export type VacationView = z.infer<typeof vacationView>

/** As it is stored: instants in UTC, which the host compares, and the zone in which people read them. */
export const storedVacation = z.object({
  enabled: z.boolean(),
  subject: z.string(),
  text: z.string(),
  days: z.int(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  zone: z.string(),
})
export type StoredVacation = z.infer<typeof storedVacation>

export const storedOf = ({ from, until, zone: inZone, ...rest }: z.output<typeof vacationInput>): StoredVacation => ({
  ...rest,
  from: from === null ? null : utcOf(from, inZone),
  until: until === null ? null : utcOf(until, inZone),
  zone: inZone,
})

// --- filters

export const filter = protocolFilter.refine(({ match, conditions }) => (match === 'always') === (conditions.length === 0), {
  path: ['conditions'],
  message: 'conditions_missing',
})
export const filtersInput = z.strictObject({ filters: z.array(filter).max(filtersMax, 'too_many_filters') })
export type FiltersInput = z.input<typeof filtersInput>
export const filtersView = z.object({ filters: z.array(protocolFilter), version: z.int() })
export type FiltersView = z.infer<typeof filtersView>

export const tryInput = z.strictObject({
  /** Left out: those that are saved. */
  filters: z.array(filter).max(filtersMax).optional(),
  message: z.string().min(1, 'required').max(sampleTextMax, 'text_too_long'),
})
export type TryInput = z.input<typeof tryInput>
export const tryResult = z.object({ actions: z.array(z.string()), script: z.string() })
export type TryResult = z.infer<typeof tryResult>

const parsedJson = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.issues.push({ code: 'custom', message: 'not_json', input: text })
    return z.NEVER
  }
})
/** As a form sends them: the list that its editor holds. */
export const filtersForm = z.object({ version: z.coerce.number().int(), filters: parsedJson.pipe(z.array(filter).max(filtersMax)) })
export const tryForm = tryInput.extend({ filters: parsedJson.pipe(z.array(filter).max(filtersMax)) })

// --- scripts

export const scriptView = z.object({ name: z.string(), active: z.boolean() })
export const scriptsView = z.object({ scripts: z.array(scriptView) })
export type ScriptView = z.infer<typeof scriptView>
export const scriptContent = z.object({ name: z.string(), text: z.string(), digest: z.string() })
export type ScriptContent = z.infer<typeof scriptContent>

export const saveScriptInput = z.strictObject({
  name: scriptName,
  text: scriptText,
  /** Of the text that was read; null or empty: a new script. */
  digest: z.union([z.null(), z.literal('').transform(() => null), z.string().regex(/^[0-9a-f]{64}$/)]).default(null),
})
export type SaveScriptInput = z.input<typeof saveScriptInput>
export const activateScriptInput = z.strictObject({ name: z.union([z.null(), z.literal('').transform(() => null), scriptName]) })
export type ActivateScriptInput = z.input<typeof activateScriptInput>
export const renameScriptInput = z.strictObject({ name: scriptName, to: scriptName })
export type RenameScriptInput = z.input<typeof renameScriptInput>
export const scriptRef = z.strictObject({ name: scriptName })
