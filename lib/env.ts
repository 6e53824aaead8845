// The environment, parsed once at first use. A missing or malformed variable is named in a sentence and ends the process that needs it;
// what a process does not need is not asked for.
import * as z from 'zod'

const sealingKey = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')

const variables = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEXTAUTH_SECRET: z.string().min(32),
  /** The public address of the panel: links in messages and the audience of cookies come from it, never from a request. */
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
  POSTERN_SEALING_KEY: sealingKey,
  POSTERN_SSH_KEY_FILE: z.string().startsWith('/'),
  POSTERN_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
} as const

type Name = keyof typeof variables
type Value<N extends Name> = z.output<(typeof variables)[N]>

/** The variable's value; throws with its name (never its value) when it is absent or wrong. */
export function env<N extends Name>(name: N): Value<N> {
  const parsed = variables[name].safeParse(process.env[name])
  if (parsed.success) return parsed.data as Value<N>
  throw new Error(
    `${name} is ${process.env[name] === undefined ? 'not set' : 'wrong'}: ${z.prettifyError(parsed.error)}. See .env.example.`,
  )
}
