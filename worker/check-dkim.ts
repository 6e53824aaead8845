import { systemActor } from '#lib/auth/actor'
import { checkDueKeys } from '#lib/dkim/check-due-keys'

/** The records of DKIM keys that are due for a look. */
export const checkDkimJob = async (): Promise<void> => {
  await checkDueKeys(systemActor('dkim'))
}
