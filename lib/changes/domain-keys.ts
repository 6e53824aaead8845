// The signing keys of a domain on their way to its host: the one place beside export where they are opened.
import { unseal } from '#lib/sealing'

export const dkimKeyOwner = (id: string): string => `dkim-key:${id}`

export type SealedKey = { id: string; domain: string; selector: string; algorithm: string; privateSealed: string }

export const openedKey = ({ id, domain, selector, algorithm, privateSealed }: SealedKey) => ({
  ...{ domain, selector, algorithm },
  privateKey: unseal(privateSealed, dkimKeyOwner(id)),
})
