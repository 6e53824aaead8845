// The commands that put a server under the panel and take it from there. They run beside the panel, with the administrator's own SSH
// client, agent and known hosts: the panel never has a root login.
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { systemActor } from '#lib/auth/actor'
import type { SshTarget } from '#lib/hosts/administrator-ssh'
import type { EnrolDialogue } from '#lib/hosts/enrol'
import type { ConfigPlan } from '#lib/protocol/operations'
import { command, type OptionValues } from './command'
import { loadEnvironment } from './environment'
import { CommandFailure, UsageError } from './failure'
import { endDatabase } from './local'
import type { Output } from './output'

const by = systemActor('command line')
const bundleFile = fileURLToPath(new URL('../dist/postern-agent.cjs', import.meta.url))

const reach = {
  name: { type: 'string', value: 'NAME', help: 'how the panel calls the host; the first word of its address when left out' },
  'ssh-port': { type: 'string', value: 'PORT', help: 'of the SSH server; 22 when left out' },
  identity: { type: 'string', value: 'FILE', help: 'private key for ssh -i' },
  'known-hosts': { type: 'string', value: 'FILE', help: 'known hosts of your own; ssh’s usual ones when left out' },
} as const
const yes = { type: 'boolean', short: 'y', help: 'agree to missing packages and to the configuration that is shown' } as const

type Reach = OptionValues<typeof reach>

function targetOf(login: string, options: Reach): SshTarget {
  if (!/^[a-z_][a-z0-9_-]*@[^@\s]+$/i.test(login)) throw new UsageError('name the login and the server, such as root@mail.example.org')
  return { login, port: portOf(options['ssh-port']), identity: options.identity, knownHosts: options['known-hosts'] }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new UsageError('--ssh-port is a number from 1 to 65535')
  return port
}

const nameOf = (login: string, options: Reach): string => {
  const server = login.slice(login.indexOf('@') + 1)
  return options.name ?? (/^[\d.:]+$/.test(server) ? server : (server.split('.')[0] ?? server))
}

function dialogue(out: Output, agreed: boolean | undefined): EnrolDialogue {
  const steps = { packages: 'Packages', agent: 'Agent', door: 'Connection', configuration: 'Configuration', saved: 'Saved' } as const
  return {
    say: (step, detail) => out.say(`${steps[step]}: ${detail === '' ? 'nothing to do' : detail}`),
    acceptPackages: (missing) => accept(agreed, `These packages are missing: ${missing.join(', ')}. Install them?`),
    acceptConfig: (plan) => {
      showPlan(out, plan)
      return plan.changes.length === 0 ? Promise.resolve(true) : accept(agreed, 'Change the configuration so?')
    },
  }
}

function showPlan(out: Output, plan: ConfigPlan): void {
  for (const change of plan.changes) for (const line of [`${change.file}:`, ...change.diff.split('\n')]) out.say(line)
  for (const { setting, reason } of plan.findings.filter((finding) => finding.verdict === 'conflict'))
    out.say(`Conflict: ${setting}: ${reason}`)
}

async function accept(agreed: boolean | undefined, question: string): Promise<boolean> {
  if (agreed) return true
  if (!process.stdin.isTTY) throw new CommandFailure([question, 'Nobody is there to answer: run it at a terminal, or with --yes.'])
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^(?:y|yes)$/i.test((await lines.question(`${question} [y/N] `)).trim())
  } finally {
    lines.close()
  }
}

/** Connections to hosts and to Postgres would keep the process. */
async function beside(work: () => Promise<void>): Promise<void> {
  loadEnvironment()
  try {
    await work()
  } finally {
    await endDatabase()
  }
}

export const hostEnrolCommands = [
  command({
    noun: 'host',
    verb: 'enrol',
    args: ['LOGIN@SERVER'],
    summary: 'Put a server under the panel, by your own SSH (beside the panel only)',
    options: {
      ...reach,
      address: { type: 'string', value: 'ADDRESS', help: 'where the panel reaches it; the server named when left out' },
      port: { type: 'string', value: 'PORT', help: 'where the panel reaches its SSH; 22 when left out' },
      'tls-cert': { type: 'string', value: 'PATH', help: 'certificate chain, a path on the server' },
      'tls-key': { type: 'string', value: 'PATH', help: 'its private key, a path on the server' },
      'take-over': { type: 'boolean', help: 'also from another panel, which is locked out' },
      yes,
    },
    run: ({ args: [login = ''], options, out }) =>
      beside(async () => {
        const { enrolHost } = await import('#lib/hosts/enrol')
        const [chain, key] = [options['tls-cert'], options['tls-key']]
        if ((chain === undefined) !== (key === undefined)) throw new UsageError('--tls-cert and --tls-key come together')
        const certificate = chain !== undefined && key !== undefined ? { certificate: chain, key } : undefined
        const request = {
          ssh: targetOf(login, options),
          name: nameOf(login, options),
          address: options.address,
          port: portOf(options.port),
          bundleFile,
          takeOver: options['take-over'],
          certificate,
        }
        const host = await enrolHost(by, request, dialogue(out, options.yes))
        if (host === null)
          throw new CommandFailure(['Stopped as you said. The host is not enrolled; what was done until then is named above.'])
        if (out.json) out.record(host)
        else out.say(`${host.name} is enrolled.`)
      }),
  }),
  command({
    noun: 'host',
    verb: 'upgrade',
    args: ['LOGIN@SERVER'],
    summary: 'Bring the newest agent to an enrolled server (beside the panel only)',
    options: { ...reach, yes },
    run: ({ args: [login = ''], options, out }) =>
      beside(async () => {
        const { upgradeHost } = await import('#lib/hosts/enrol')
        const host = await upgradeHost(
          by,
          { ssh: targetOf(login, options), name: nameOf(login, options), bundleFile },
          dialogue(out, options.yes),
        )
        if (out.json) out.record(host)
        else out.say(`${host.name} has agent ${host.agent?.agent ?? 'unknown'}.`)
      }),
  }),
  command({
    noun: 'host',
    verb: 'uninstall',
    args: ['LOGIN@SERVER'],
    summary: 'Take agent, account and key away; mail goes on flowing (beside the panel only)',
    options: reach,
    run: ({ args: [login = ''], options, out }) =>
      beside(async () => {
        const { uninstallHost } = await import('#lib/hosts/enrol')
        const done = await uninstallHost(by, { ssh: targetOf(login, options), name: nameOf(login, options) })
        if (out.json) return out.record(done)
        out.say(`Removed: ${done.removed.join(', ')}`)
        out.say(`Stays: ${done.stays.join(', ')}`)
      }),
  }),
]
