import { containInput, signalView, situationView } from '#lib/containment/schema'
import { operation } from '../operation'
import { all, idParams, nothing, one, saved } from './envelope'

const tag = 'Unusual activity'
const single = '/api/v1/mailboxes/{id}/containment'

export const containmentOperations = {
  signals: operation({
    method: 'GET',
    path: '/api/v1/mailbox-signals',
    name: 'listMailboxSignals',
    tag,
    summary: 'Mailboxes that do what they never did',
    access: 'mailbox.read',
    response: all(signalView.meta({ id: 'MailboxSignal' })),
  }),
  dismiss: operation({
    method: 'DELETE',
    path: '/api/v1/mailboxes/{id}/signals',
    name: 'dismissMailboxSignals',
    unversioned: true,
    tag,
    summary: 'It was its person: quiet for a week',
    access: 'mailbox.write',
    params: idParams,
    response: saved(nothing),
  }),
  situation: operation({
    method: 'GET',
    path: single,
    name: 'getContainment',
    tag,
    summary: 'What points to a stranger in a mailbox, what opens it, and what was done',
    access: 'mailbox.read',
    params: idParams,
    response: one(situationView.meta({ id: 'MailboxSituation' })),
  }),
  contain: operation({
    method: 'POST',
    path: single,
    name: 'containMailbox',
    tag,
    summary: 'Close a mailbox in one step: no sending, no password, no session, no app password',
    access: 'mailbox.write',
    params: idParams,
    body: containInput,
    response: saved(nothing),
  }),
  release: operation({
    method: 'DELETE',
    path: single,
    name: 'releaseMailbox',
    unversioned: true,
    tag,
    summary: 'Let it send again',
    access: 'mailbox.write',
    params: idParams,
    response: saved(nothing),
  }),
}
