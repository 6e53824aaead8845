import 'server-only'
import { headers } from 'next/headers'
import { senderAddress } from './client-address'

/** The client's address of the request that is being answered, as our own server marked it (see request-origin.ts); null when it is not known. */
export async function requestAddress(): Promise<string | null> {
  return senderAddress(await headers())
}
