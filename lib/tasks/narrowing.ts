// What the one who asks for long work is held to at that moment: the work must not be wider, however late it is done.
import * as z from 'zod'
import type { AdministratorActor } from '#lib/auth/actor'
import type { Narrowing } from '#lib/auth/administrator-actor'
import { permissions } from '#lib/auth/permissions'

const shape = z.object({ permissions: z.array(z.enum(permissions)).nullable(), domainIds: z.array(z.uuid()).nullable() })

/** null: to nothing but the role. */
export function narrowingOf({ permissions, scope }: AdministratorActor): z.infer<typeof shape> | null {
  if (permissions === undefined && scope === 'all') return null
  return { permissions: permissions ? [...permissions] : null, domainIds: scope === 'all' ? null : [...scope.ids] }
}

export function readNarrowing(stored: unknown): Narrowing | undefined {
  if (stored === null) return undefined
  const { permissions, domainIds } = shape.parse(stored)
  return { permissions: permissions && new Set(permissions), domainIds }
}
