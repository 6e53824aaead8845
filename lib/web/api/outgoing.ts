import { outgoingView } from '#lib/outbox/schema'
import { operation } from '../operation'
import { all } from './envelope'

export const outgoingOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/outgoing-messages',
    name: 'listOutgoing',
    tag: 'Settings',
    summary: 'The newest hundred messages that Postern sent or could not send, of thirty days; no link and no code is in it',
    access: 'settings.read',
    response: all(outgoingView.meta({ id: 'OutgoingMessage' })),
  }),
}
