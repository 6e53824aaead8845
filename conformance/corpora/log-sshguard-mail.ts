// Lines that another project's guard counts against an address, or does not (sshguard, its mail and web part).
import { attackOf } from '#lib/logs/attack'
import { readEvent } from '#lib/logs/read-event'
import { type Case, type Corpus, differs, verdictOf } from '../corpus'
import { whenever } from '../log-context'

export const logSshguardMail: Corpus = {
  name: 'log-sshguard-mail',
  judge(given: Case) {
    const attack = attackOf(readEvent(given.input, whenever).event)
    return verdictOf([
      differs('attack', attack !== null, given.attack),
      given.attack && attack && differs('address', attack.address, given.ip),
    ])
  },
}
