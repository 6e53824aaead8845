import { randomUUID } from 'node:crypto'

/** A UUID of version 7 (RFC 9562 5.7), for rows that are written without Prisma: in the order of their making, to the millisecond. */
export function uuid7(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  // Of a random one all but the first bits: node makes many of them at once.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
