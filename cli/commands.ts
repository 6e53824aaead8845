import { activityCommands } from './activity'
import { aliasCommands } from './alias'
import { appPasswordCommands } from './app-password'
import { archiveCommands } from './archive'
import { certificateCommands } from './certificate'
import { auditCommands, changeCommands } from './change'
import type { Command } from './command'
import { containmentCommands } from './containment'
import { csvCommands } from './csv'
import { dkimCommands } from './dkim'
import { dnsCommands } from './dns'
import { domainCommands } from './domain'
import { generationCommands } from './generation'
import { groupCommands } from './group'
import { hostCommands } from './host'
import { hostEnrolCommands } from './host-enrol'
import { mailboxCommands } from './mailbox'
import { messageCommands } from './message'
import { mtaStsCommands } from './mta-sts'
import { ownerCommands } from './owner'
import { personCommands } from './person'
import { providerCommands } from './provider'
import { publicationCommands } from './publication'
import { queueCommands } from './queue'
import { reportCommands } from './report'
import { routingCommands } from './routing'
import { ruleCommands } from './rules'
import { secondFactorCommands } from './second-factor'
import { sendAsCommands } from './send-as'
import { settingsCommands } from './settings'
import { taskCommands } from './task'
import { tokenCommands } from './token'

/** In the order of the help. */
export const commands: readonly Command[] = [
  ...domainCommands,
  ...dkimCommands,
  ...mailboxCommands,
  ...activityCommands,
  ...containmentCommands,
  ...appPasswordCommands,
  ...ruleCommands,
  ...aliasCommands,
  ...groupCommands,
  ...sendAsCommands,
  ...csvCommands,
  ...archiveCommands,
  ...messageCommands,
  ...hostCommands,
  ...certificateCommands,
  ...dnsCommands,
  ...mtaStsCommands,
  ...publicationCommands,
  ...reportCommands,
  ...queueCommands,
  ...routingCommands,
  ...generationCommands,
  ...hostEnrolCommands,
  ...changeCommands,
  ...auditCommands,
  ...taskCommands,
  ...settingsCommands,
  ...personCommands,
  ...tokenCommands,
  ...ownerCommands,
  ...secondFactorCommands,
  ...providerCommands,
]
