/** Why a zone could not be read or written. */
export const doorReasons = [
  'unreachable',
  'private_address',
  'key_refused',
  'refused',
  'no_zone',
  'unproved',
  'changed',
  'malformed',
] as const
export type DoorReason = (typeof doorReasons)[number]
