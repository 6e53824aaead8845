import { systemActor } from '#lib/auth/actor'
import { isLocale, type Locale, locales } from '#lib/i18n/locales'
import { command } from './command'
import { loadEnvironment } from './environment'
import { UsageError } from './failure'
import { accepted, endDatabase } from './local'
import { generateOption, readPassword } from './secret-input'

const by = systemActor('command line')

function ownerLocale(text: string | undefined): Locale | null {
  if (text === undefined || isLocale(text)) return text ?? null
  throw new UsageError(`--locale is one of: ${locales.join(', ')}`)
}

export const ownerCommands = [
  command({
    noun: 'owner',
    verb: 'create',
    args: ['ADDRESS'],
    summary: 'Make the first owner, who signs in with this address (beside the panel only)',
    options: {
      name: { type: 'string', help: 'how the panel calls them; the address when left out' },
      generate: generateOption,
      locale: { type: 'string', value: 'en|es', help: 'language of the panel for them; what their browser asks for when left out' },
    },
    run: async ({ args: [address = ''], options, out }) => {
      loadEnvironment()
      const [{ createOwner }, { generatedPassword }] = await Promise.all([
        import('#lib/people/commands'),
        import('#lib/auth/generated-password'),
      ])
      const password = options.generate ? generatedPassword() : await readPassword('Password of the new owner')
      try {
        const locale = ownerLocale(options.locale)
        const owner = accepted(await createOwner(by, { address, name: options.name ?? address, locale, password }))
        if (out.json) out.record({ ...owner, password: options.generate ? password : null })
        else out.say(`${owner.address} is the owner now.${options.generate ? ` Password, shown this once: ${password}` : ''}`)
      } finally {
        await endDatabase()
      }
    },
  }),
]
