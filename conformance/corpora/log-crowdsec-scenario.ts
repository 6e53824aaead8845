// Lines that add up to an attack (crowdsec's scenarios). Their thresholds and rule names are their own: asked is whether the attack is noticed, and
// from which addresses where the case names them.
import { AttackWatch } from '#lib/logs/attack-watch'
import { readEvent } from '#lib/logs/read-event'
import { type Case, type Corpus, differs, verdictOf } from '../corpus'
import { whenever } from '../log-context'

export const logCrowdsecScenario: Corpus = {
  name: 'log-crowdsec-scenario',
  judge(given: Case) {
    const watch = new AttackWatch()
    const signals = (given.log as string[]).flatMap((line) => watch.add(readEvent(line, whenever)))
    const addresses = new Set(signals.flatMap((signal) => signal.addresses))
    const missed = (given.expected_ips as string[]).filter((address) => !addresses.has(address))
    return verdictOf([
      differs('noticed', signals.length > 0, given.expected_alerts > 0),
      missed.length > 0 && `not noticed: ${missed.join(', ')}`,
    ])
  },
}
