// The record of a key, as it is to be published, kept or revoked (RFC 6376 3.6.1: an empty p= says that the key is no more).
import { writeDkimKey } from '#lib/dns/parse-dkim-key'
import { zoneTextOf } from '#lib/dns/zone-text'
import type { DkimAlgorithm } from '#lib/protocol/state'
import type { DkimKeyView, KeyState } from './schema'

type Key = { algorithm: DkimAlgorithm; publicKey: string; selector: string; state: KeyState }

const tasks = { pending: 'publish', published: 'keep', active: 'keep', retiring: 'keep', retired: 'revoke' } as const

export const recordName = (selector: string, domain: string): string => `${selector}._domainkey.${domain}`

export function recordOf({ algorithm, publicKey, selector, state }: Key, domain: string): DkimKeyView['record'] {
  const task = tasks[state]
  const key = {
    type: algorithm,
    publicKey: task === 'revoke' ? '' : publicKey,
    bits: null,
    hashes: null,
    services: ['*'],
    flags: [],
    notes: null,
  }
  const value = writeDkimKey(key)
  return { task, name: recordName(selector, domain), value, strings: zoneTextOf(value) }
}
