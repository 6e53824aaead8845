// One line of JSON per event on standard output. Names that hold secrets are masked wherever they turn up two levels deep; what a
// command saves is in the audit log, not here.
import pino from 'pino'

const secretNames = [
  'password',
  'passwordHash',
  'secret',
  'secretHash',
  'token',
  'authorization',
  'cookie',
  'privateKey',
  'relayPasswordSealed',
]

export const log = pino({
  name: 'postern',
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(secret)' },
})
