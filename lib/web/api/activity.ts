import { endMailSessionsInput, folderList, mailSessionView, mailSignInView } from '#lib/activity/schema'
import { operation } from '../operation'
import { all, idParams, listed, nothing, one, pageQuery, saved } from './envelope'

const tag = 'Activity'

export const activityOperations = {
  signIns: operation({
    method: 'GET',
    path: '/api/v1/mailboxes/{id}/sign-ins',
    name: 'listMailSignIns',
    tag,
    summary: 'Sign-ins of mail programs, newest first, from the log of the mail host',
    access: 'mailbox.read',
    params: idParams,
    query: pageQuery,
    response: listed(mailSignInView.meta({ id: 'MailSignIn' })),
  }),
  sessions: operation({
    method: 'GET',
    path: '/api/v1/mailboxes/{id}/mail-sessions',
    name: 'listMailSessions',
    tag,
    summary: 'Mail programs that are connected now; null when the mail host does not answer',
    access: 'mailbox.read',
    params: idParams,
    response: one(all(mailSessionView.meta({ id: 'MailSession' })).shape.data.nullable()),
  }),
  endSessions: operation({
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/mail-sessions/end',
    name: 'endMailSessions',
    tag,
    summary: 'End them all, or those from one address; a program whose password still works comes back',
    access: 'mailbox.write',
    params: idParams,
    body: endMailSessionsInput,
    response: saved(nothing),
  }),
  folders: operation({
    method: 'GET',
    path: '/api/v1/mailboxes/{id}/folders',
    name: 'listFolders',
    tag,
    summary: 'What the largest folders hold; null when the mail host does not answer',
    access: 'mailbox.read',
    params: idParams,
    response: one(folderList.meta({ id: 'FolderList' }).nullable()),
  }),
}
