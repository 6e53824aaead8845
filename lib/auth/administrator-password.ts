// Hashes of the passwords that administrators sign in with: Argon2id at 64 MiB, three passes. Few people sign in here, so the price may be high.
import 'server-only'
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const

export const hashAdministratorPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

/** The hash of a password that nobody knows, of somebody who has chosen none yet. */
export const noAdministratorPassword = (): Promise<string> => hash(randomBytes(32), cost)

let decoy: Promise<string> | null = null

/** Takes as long for an account that does not exist (null) as for one that does, so time tells nobody which is which. */
export async function verifyAdministratorPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(16), cost)
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return matches && passwordHash !== null
}
