import { changeOperations as api } from '#lib/web/api/changes'
import { sentence } from '#lib/web/sentence'
import { call } from './api-client'
import { command } from './command'
import { loadEnvironment } from './environment'
import { every, limitOption } from './every'
import { CommandFailure } from './failure'
import { endDatabase } from './local'
import { sayFileChanges } from './plan-lines'

const filters = {
  subject: { type: 'string', help: 'part of the name of what was changed' },
  domain: { type: 'string', value: 'DOMAIN', help: 'of this domain' },
  action: { type: 'string', value: 'ACTION', help: 'such as mailbox.create, or "mailbox." for all of them' },
  from: { type: 'string', value: 'DATE', help: 'not before' },
  until: { type: 'string', value: 'DATE', help: 'not after' },
  limit: limitOption,
} as const

export const changeCommands = [
  command({
    noun: 'change',
    verb: 'list',
    args: [],
    summary: 'List saved changes, newest first, and whether they are applied',
    options: { ...filters, applied: { type: 'string', value: 'waiting|failed|applied', help: 'only these' } },
    run: async ({ options: { subject, domain, action, from, until, limit, applied }, out }) =>
      out.rows(await every(api.list, { query: { subject, domain, action, from, until, applied } }, limit), [
        { title: 'CHANGE', of: (row) => row.revision, align: 'right' },
        { title: 'AT', of: (row) => row.at },
        { title: 'BY', of: (row) => `${row.actorName} (${row.via})` },
        { title: 'ACTION', of: (row) => row.action },
        { title: 'OF', of: (row) => row.subjectName },
        { title: 'APPLIED', of: (row) => row.applied.map((place) => `${place.host}: ${place.state}`) },
      ]),
  }),
  command({
    noun: 'change',
    verb: 'show',
    args: ['CHANGE'],
    summary: 'Show a saved change',
    options: {},
    run: async ({ args: [revision = ''], out }) => out.record((await call(api.get, { params: { revision } })).data),
  }),
  command({
    noun: 'change',
    verb: 'status',
    args: ['[DOMAIN…]'],
    summary: 'Saved and applied by domain; without one all that is not in order',
    options: {},
    run: async ({ args, out }) =>
      out.rows((await call(api.status, { query: args.length > 0 ? { domain: args.join(',') } : {} })).data, [
        { title: 'DOMAIN', of: (row) => row.domain },
        { title: 'HOST', of: (row) => row.host },
        { title: 'STATE', of: (row) => row.state },
        { title: 'SAVED', of: (row) => row.savedAt },
        { title: 'APPLIED', of: (row) => row.appliedAt },
        { title: 'WHY', of: (row) => row.code },
      ]),
  }),
  command({
    noun: 'change',
    verb: 'plan',
    args: ['[DOMAIN…]'],
    summary: 'Show the exact lines that the next apply changes',
    options: {},
    run: async ({ args, out }) => {
      const { plan } = await call(api.plan, { query: args.length > 0 ? { domain: args.join(',') } : {} })
      if (out.json) return out.record(plan)
      if (plan.length === 0) out.say('Everything is applied.')
      for (const { host, domains, failure, more } of plan) {
        out.say(failure === null ? `${host}:` : `${host} cannot be asked. ${sentence('en', 'failure', failure) ?? failure}`)
        for (const { changes } of domains) sayFileChanges(out, changes)
        if (more > 0) out.say(`  and ${more} more domains`)
      }
    },
  }),
]

export const auditCommands = [
  command({
    noun: 'audit',
    verb: 'list',
    args: [],
    summary: 'The same list without the hosts',
    options: filters,
    run: async ({ options: { subject, domain, action, from, until, limit }, out }) =>
      out.rows(await every(api.list, { query: { subject, domain, action, from, until } }, limit), [
        { title: 'ENTRY', of: (row) => row.revision, align: 'right' },
        { title: 'AT', of: (row) => row.at },
        { title: 'BY', of: (row) => `${row.actorName} (${row.via})` },
        { title: 'ACTION', of: (row) => row.action },
        { title: 'OF', of: (row) => row.subjectName },
        { title: 'HASH', of: (row) => row.hash.slice(0, 12) },
      ]),
  }),
  command({
    noun: 'audit',
    verb: 'verify',
    args: ['[ENTRY]', '[HASH]'],
    summary: 'Prove the chain of saved changes, also against an entry noted elsewhere (beside the panel only)',
    options: {},
    run: async ({ args: [revision, hash], out }) => {
      loadEnvironment()
      const [{ verifyChain }, { systemActor }] = await Promise.all([import('#lib/audit/verify'), import('#lib/auth/actor')])
      try {
        const proof = await verifyChain(systemActor('command line'), revision && hash ? { revision, hash } : undefined)
        if (out.json) out.record(proof)
        if (proof.broken)
          throw new CommandFailure(
            [`The chain is broken at entry ${proof.broken.revision} (${proof.broken.kind}). ${proof.entries} entries before it are whole.`],
            proof,
          )
        if (!out.json) out.say(`${proof.entries} entries, none missing, none edited. The last one: ${proof.lastHash}`)
      } finally {
        await endDatabase()
      }
    },
  }),
]
