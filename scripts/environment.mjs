// The environment of panel, worker and CLI: what the caller set wins, the rest is made once and kept in the state folder. It is also
// written to .postern/env (0600), where the CLI looks when DATABASE_URL is not set.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, secret, writePrivate } from './state.mjs'

export const ENV_FILE = join(CHECKOUT, '.postern/env')

/** `proxies`: what is in front of the panel by itself, when the caller names none. */
export function productEnvironment(folder, { databaseUrl, url, proxies = '' }) {
  const own = {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secret(join(folder, 'session-secret')),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? url,
    POSTERN_SEALING_KEY: process.env.POSTERN_SEALING_KEY ?? secret(join(folder, 'sealing-key')),
    POSTERN_SSH_KEY_FILE: process.env.POSTERN_SSH_KEY_FILE ?? join(folder, 'panel-ssh-key'),
    POSTERN_TRUSTED_PROXIES: process.env.POSTERN_TRUSTED_PROXIES ?? proxies,
  }
  return { own, all: { ...process.env, ...own, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } }
}

export function writeEnvFile({ own, panelUrl }) {
  mkdirSync(join(CHECKOUT, '.postern'), { recursive: true })
  const lines = Object.entries({ ...own, POSTERN_URL: panelUrl }).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
  writePrivate(ENV_FILE, lines.join(''))
}

/** Where people reach the panel that was started last; null before the first start came that far. */
export function lastPanelUrl() {
  if (!existsSync(ENV_FILE)) return null
  const [, url] = /^NEXTAUTH_URL=(.*)$/m.exec(readFileSync(ENV_FILE, 'utf8')) ?? []
  return url === undefined ? null : JSON.parse(url)
}

/** `.env` of the checkout, for what is not set already. */
export function loadDotEnv() {
  const file = join(CHECKOUT, '.env')
  if (!existsSync(file)) return
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, name, value] = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? []
    if (name !== undefined && value !== '') process.env[name] ??= value
  }
}
