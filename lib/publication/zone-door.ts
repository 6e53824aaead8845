// How a zone is read and written, whoever keeps it. A door reads sets of records as its server has them now, and changes them all or none; it refuses when a set is not
// what it was read as. What may be changed at all is decided above it (plan.ts).
import type { PublishedType } from '#lib/dns/update/record-data'
import type { DoorReason } from './door-reasons'

export type SetKey = { name: string; type: PublishedType }
export type RecordSet = SetKey & {
  /** As lib/dns/update/record-data writes them; none: there is no such set. */
  values: readonly string[]
  /** Records of another type stand at the name, which an alias allows none of; or an alias does, beside which nothing may. */
  blocked: boolean
  /** The door's own knowledge of the set, for `change`. */
  mark: unknown
}
export type SetChange = { set: RecordSet; add: readonly string[]; remove: readonly string[]; ttl: number }

export type ZoneDoor = {
  read(keys: readonly SetKey[]): Promise<RecordSet[]>
  change(changes: readonly SetChange[]): Promise<void>
}

/** `detail`: for the log; a server's own words are shown to nobody. */
export class DoorError extends Error {
  constructor(
    readonly reason: DoorReason,
    readonly detail = '',
  ) {
    super(`${reason} ${detail}`)
    this.name = 'DoorError'
  }
}
