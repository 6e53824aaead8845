import { systemActor } from '#lib/auth/actor'
import { command } from './command'
import { loadEnvironment } from './environment'
import { accepted, endDatabase } from './local'

export const secondFactorCommands = [
  command({
    noun: 'second-factor',
    verb: 'remove',
    args: ['ADDRESS'],
    summary: 'Let an administrator who lost app, passkeys and recovery codes sign in with the password alone (beside the panel only)',
    options: {},
    run: async ({ args: [address = ''], out }) => {
      loadEnvironment()
      const by = systemActor('command line')
      const [{ removeSecondFactor }, { getAdministrator }] = await Promise.all([
        import('#lib/people/second-factor'),
        import('#lib/people/queries'),
      ])
      try {
        const person = await getAdministrator(by, address)
        accepted(await removeSecondFactor(by, person.id))
        if (out.json) out.record({ ...person, secondFactor: false })
        else
          out.say(
            person.secondFactor
              ? `${person.address} has no second factor now. Their sessions have ended.`
              : `${person.address} had no second factor.`,
          )
      } finally {
        await endDatabase()
      }
    },
  }),
]
