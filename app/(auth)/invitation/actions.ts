'use server'

import { findAdministratorLink } from '#lib/auth/administrator-link'
import { acceptInvitation } from '#lib/people/invitation'
import { acceptInvitationInput, type GivenRole } from '#lib/people/schema'
import { openAction } from '#lib/web/me-action'

export type InvitedAs = { address: string; role: GivenRole }

/** Whom a link invites: looking uses nothing up. */
export async function lookAtInvitation(token: unknown): Promise<InvitedAs | null> {
  const invited = typeof token === 'string' ? await findAdministratorLink(token) : null
  return invited && { address: invited.address, role: invited.role }
}

export const accept = openAction(acceptInvitationInput, (_, input) => acceptInvitation(input))
