// What a person needs to get in: said when `npm run up` is done, and again by one that finds Postern running. Node's built-ins only.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const OWNER_ADDRESS = 'owner@example.test'

export const ownerPasswordFile = (folder) => join(folder, 'owner-password')

/** Null when the first owner was made by somebody else. */
export function keptOwnerPassword(folder) {
  const file = ownerPasswordFile(folder)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

export function howToSignIn(folder, url) {
  const password = keptOwnerPassword(folder)
  return `  Postern runs at  ${url}
  Sign in as       ${OWNER_ADDRESS}
  Password         ${password ? `${password}   (kept in ${ownerPasswordFile(folder)})` : 'as you set it'}`
}
