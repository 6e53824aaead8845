// Every operation of the API. The OpenAPI document, the command line and the test that walks all routes read this list.
import type { OperationShape } from '../operation'
import { aboutOperations } from './about'
import { activityOperations } from './activity'
import { aliasOperations } from './aliases'
import { appPasswordOperations } from './app-passwords'
import { archiveOperations } from './archive'
import { certificateOperations } from './certificates'
import { changeOperations } from './changes'
import { containmentOperations } from './containment'
import { csvOperations } from './csv'
import { dkimOperations } from './dkim'
import { dnsStatusOperations } from './dns-status'
import { domainOperations } from './domains'
import { generationOperations } from './generations'
import { groupOperations } from './groups'
import { hostOperations } from './hosts'
import { mailboxOperations } from './mailboxes'
import { messageOperations } from './messages'
import { mtaStsOperations } from './mta-sts'
import { orphanOperations } from './orphans'
import { outgoingOperations } from './outgoing'
import { peopleOperations, tokenOperations } from './people'
import { publicationOperations } from './publication'
import { queueOperations } from './queue'
import { reportOperations } from './reports'
import { routingOperations } from './routing'
import { ruleOperations } from './rules'
import { sendAsOperations } from './send-as'
import { settingsOperations } from './settings'
import { providerOperations } from './sign-in-provider'
import { taskOperations } from './tasks'
import { trafficOperations } from './traffic'

const groups = [
  domainOperations,
  dkimOperations,
  dnsStatusOperations,
  publicationOperations,
  reportOperations,
  mtaStsOperations,
  mailboxOperations,
  appPasswordOperations,
  activityOperations,
  containmentOperations,
  ruleOperations,
  aliasOperations,
  groupOperations,
  sendAsOperations,
  csvOperations,
  archiveOperations,
  orphanOperations,
  messageOperations,
  hostOperations,
  certificateOperations,
  generationOperations,
  queueOperations,
  routingOperations,
  changeOperations,
  taskOperations,
  trafficOperations,
  peopleOperations,
  tokenOperations,
  settingsOperations,
  providerOperations,
  outgoingOperations,
  aboutOperations,
]

export const operations: readonly OperationShape[] = groups.flatMap((group): OperationShape[] => Object.values(group))
