import { expireAppPasswords } from '#lib/app-passwords/expire-app-passwords'
import { systemActor } from '#lib/auth/actor'

/** App passwords whose time is over, until none is left. */
export const expireAppPasswordsJob = async (): Promise<void> => {
  const actor = systemActor('expiry')
  while ((await expireAppPasswords(actor)) > 0);
}
