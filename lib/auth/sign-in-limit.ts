// How often a password may be guessed. A browser that signed in to the account before has a counter of its own, so that strangers who guess
// lock out strangers. Any other is judged twice: by the distinct passwords at the account, and by the distinct accounts that its client
// address tried (docs/decisions/0012).
import 'server-only'
import { networkOf } from './client-network'
import { countGuess, forgetGuesses } from './guess-limit'

const passwordsMax = 10
const accountsMax = 20

/** `device`: of a browser that is known for this account (device-cookie.ts). */
export type Attempt = { address: string; password: string; clientAddress: string | null; device: string | null }

/** Whose limit is passed, then the password is not looked at; null: none. */
export async function countAttempt({ address, password, clientAddress, device }: Attempt): Promise<'account' | 'client' | null> {
  if (device !== null) return (await countGuess(deviceKey(address, device), password, passwordsMax)) ? null : 'account'
  const [client, account] = await Promise.all([
    clientAddress === null || countGuess(clientKey(clientAddress), address, accountsMax),
    countGuess(accountKey(address), password, passwordsMax),
  ])
  if (!client) return 'client'
  return account ? null : 'account'
}

/** After the right password. Of the client's accounts only this one is forgotten, or one good account would pay for a thousand guesses. */
export async function clearAttempts({ address, clientAddress, device }: Attempt): Promise<void> {
  if (device !== null) return forgetGuesses(deviceKey(address, device))
  await forgetGuesses(accountKey(address))
  if (clientAddress !== null) await forgetGuesses(clientKey(clientAddress), address)
}

const accountKey = (address: string): string => `account:${address}`
const deviceKey = (address: string, device: string): string => `device:${device}:${address}`
const clientKey = (clientAddress: string): string => `client:${networkOf(clientAddress)}`
