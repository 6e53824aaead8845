import * as z from 'zod'
import { archivedView, archiveFilter } from '#lib/archive/schema'
import { operation } from '../operation'
import { idOnly, listed, one, pageQuery, saved, waitQuery } from './envelope'

const tag = 'Archive'
const view = archivedView.meta({ id: 'ArchivedMailbox' })

export const archiveOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/archive',
    name: 'listArchive',
    tag,
    summary: 'Mail of deleted mailboxes that is kept',
    access: 'archive.read',
    query: archiveFilter.extend(pageQuery.shape),
    response: listed(view),
  }),
  get: operation({
    method: 'GET',
    path: '/api/v1/archive/{id}',
    name: 'getArchived',
    tag,
    summary: 'One of them',
    access: 'archive.read',
    params: idOnly,
    response: one(view),
  }),
  restore: operation({
    method: 'POST',
    path: '/api/v1/archive/{id}/restore',
    name: 'restoreArchived',
    tag,
    summary: 'Bring the mailbox back with its mail',
    access: 'archive.write',
    params: idOnly,
    query: waitQuery,
    response: saved(z.object({ mailboxId: z.uuid(), address: z.string() })),
  }),
  retry: operation({
    method: 'POST',
    path: '/api/v1/archive/{id}/retry',
    name: 'retryArchived',
    tag,
    summary: 'Move mail again that its host refused to move',
    access: 'archive.write',
    params: idOnly,
    response: saved(view),
  }),
  purge: operation({
    method: 'POST',
    path: '/api/v1/archive/{id}/purge',
    name: 'purgeArchived',
    tag,
    summary: 'Remove the mail for good',
    access: 'archive.write',
    params: idOnly,
    response: saved(view),
  }),
}
