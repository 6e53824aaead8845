import { mtaStsView, updateMtaStsInput } from '#lib/mta-sts/schema'
import { operation } from '../operation'
import { idParams, one, saved } from './envelope'

const tag = 'MTA-STS'
const view = mtaStsView.meta({ id: 'MtaSts', description: '`records` are to be published; `obstacles` stand in the way of enforcement' })
const path = '/api/v1/domains/{id}/mta-sts'

export const mtaStsOperations = {
  get: operation({
    method: 'GET',
    path,
    name: 'getMtaSts',
    tag,
    summary: 'The MTA-STS policy that the panel serves for a domain, and what to do next',
    access: 'domain.read',
    params: idParams,
    response: one(view),
  }),
  update: operation({
    method: 'PUT',
    path,
    name: 'updateMtaSts',
    tag,
    summary: 'Serve a policy, or another one; enforcement is refused while it would keep mail back',
    access: 'domain.write',
    params: idParams,
    body: updateMtaStsInput,
    response: saved(view),
    unversioned: true,
  }),
  end: operation({
    method: 'DELETE',
    path,
    name: 'endMtaSts',
    tag,
    summary: 'Serve no policy any more; refused while senders may hold to a former one',
    access: 'domain.write',
    params: idParams,
    response: saved(view),
    unversioned: true,
  }),
}
