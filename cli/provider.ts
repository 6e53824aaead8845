import { systemActor } from '#lib/auth/actor'
import { providerOperations as api } from '#lib/web/api/sign-in-provider'
import { call } from './api-client'
import { command } from './command'
import { loadEnvironment } from './environment'
import { accepted, endDatabase } from './local'

export const providerCommands = [
  command({
    noun: 'provider',
    verb: 'show',
    args: [],
    summary: 'Show how administrators sign in through a provider (OpenID Connect)',
    options: {},
    run: async ({ out }) => out.record((await call(api.get)).data),
  }),
  command({
    noun: 'provider',
    verb: 'test',
    args: [],
    summary: 'Look at the provider as it is set: what works, and what does not',
    options: {},
    run: async ({ out }) =>
      out.rows((await call(api.test)).data, [
        { title: 'STATE', of: (row) => row.state },
        { title: 'WHAT', of: (row) => row.code },
        { title: 'DETAILS', of: (row) => Object.values(row.values).join(' ') },
      ]),
  }),
  command({
    noun: 'provider',
    verb: 'off',
    args: [],
    summary: 'Turn the provider off, so that passwords open the panel again (beside the panel only)',
    options: {},
    run: async ({ out }) => {
      loadEnvironment()
      const { turnProviderOff } = await import('#lib/oidc/settings')
      try {
        const { enabled } = accepted(await turnProviderOff(systemActor('command line')))
        if (out.json) out.record({ enabled })
        else out.say('The sign-in provider is off. Everybody signs in with their password here.')
      } finally {
        await endDatabase()
      }
    },
  }),
]
