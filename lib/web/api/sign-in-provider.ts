import { providerCheck, providerView, updateProviderInput } from '#lib/oidc/schema'
import { operation } from '../operation'
import { all, idParams, nothing, one, saved } from './envelope'

const path = '/api/v1/sign-in-provider'
const tag = 'Settings'
const view = providerView.meta({ id: 'SignInProvider' })

export const providerOperations = {
  get: operation({
    method: 'GET',
    path,
    name: 'getSignInProvider',
    tag,
    summary: 'How administrators sign in through a provider (OpenID Connect)',
    access: 'settings.read',
    response: one(view),
    tagged: true,
  }),
  update: operation({
    method: 'PATCH',
    path,
    name: 'updateSignInProvider',
    tag,
    summary: 'Change what is named; the secret goes in and never comes out',
    access: 'settings.write',
    body: updateProviderInput,
    response: saved(view),
    tagged: true,
    precondition: true,
  }),
  test: operation({
    method: 'POST',
    path: '/api/v1/sign-in-provider/test',
    name: 'testSignInProvider',
    tag,
    summary: 'Look at the provider as it is set: what works, and what does not',
    access: 'settings.write',
    response: all(providerCheck.meta({ id: 'SignInProviderCheck' })),
  }),
  unbind: operation({
    method: 'DELETE',
    path: '/api/v1/people/{id}/sign-in-provider',
    name: 'unbindPerson',
    tag: 'People',
    summary: 'Forget who an administrator is at the provider; sessions end, and the next sign-in binds anew',
    access: 'people.write',
    params: idParams,
    response: saved(nothing),
    unversioned: true,
  }),
}
