// The states that a host keeps and the way back to one of them, and what another hand changed there.
import { generationOperations as states } from '#lib/web/api/generations'
import { call } from './api-client'
import { command } from './command'
import { UsageError } from './failure'
import { sayFileChanges } from './plan-lines'
import { tellSaved, waitOption, waitQuery } from './saved'

const wholeOf = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`"${text}" is no number of a generation`)
  return Number(text)
}

export const generationCommands = [
  command({
    noun: 'host',
    verb: 'generations',
    args: ['HOST'],
    summary: 'List the states that a host keeps',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(states.list, { params: { id } })).data, [
        { title: 'GENERATION', of: (row) => row.generation, align: 'right' },
        { title: 'AT', of: (row) => row.at },
        { title: 'KIND', of: (row) => (row.restored === null ? row.kind : `${row.kind} to ${row.restored}`) },
        { title: 'LINES', of: (row) => `-${row.linesRemoved} +${row.linesAdded}` },
        { title: 'DOMAINS', of: (row) => row.domains },
      ]),
  }),
  command({
    noun: 'host',
    verb: 'diff',
    args: ['HOST', 'GENERATION'],
    summary: 'Show the lines that a generation changed',
    options: {},
    run: async ({ args: [id = '', generation = ''], out }) => {
      const { data } = await call(states.get, { params: { id, generation } })
      if (out.json) out.record(data)
      else sayFileChanges(out, data.changes)
    },
  }),
  command({
    noun: 'host',
    verb: 'rollback',
    args: ['HOST', 'GENERATION'],
    summary: 'Go back to a generation; without --yes only shows what would change',
    options: { yes: { type: 'boolean', short: 'y', help: 'do it' } },
    run: async ({ args: [id = '', generation = ''], options, out }) => {
      const { data: plan } = await call(states.planRollback, { params: { id, generation } })
      if (!options.yes) {
        if (out.json) return out.record(plan)
        sayFileChanges(out, plan.changes)
        return out.say('Nothing was changed. Say --yes to do it; the host is held then until `host resume`.')
      }
      const answer = await call(states.rollBack, { params: { id }, body: { generation: wholeOf(generation), newest: plan.newest } })
      if (out.json) out.record(answer)
      else out.say(`${id} is back at generation ${generation} (as ${answer.data.generation}) and held until \`host resume ${id}\`.`)
    },
  }),
  command({
    noun: 'host',
    verb: 'resume',
    args: ['HOST'],
    summary: 'Apply again what is saved, after a rollback',
    options: { wait: waitOption },
    run: async ({ args: [id = ''], options, out }) =>
      tellSaved(out, `${id} takes changes again`, await call(states.resume, { params: { id }, query: waitQuery(options.wait) })),
  }),
  command({
    noun: 'host',
    verb: 'retry',
    args: ['HOST'],
    summary: 'Try now what is due',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      await call(states.retry, { params: { id } })
      out.say(`What is due on ${id} is tried now.`)
    },
  }),
  command({
    noun: 'host',
    verb: 'drift',
    args: ['HOST', 'DOMAIN'],
    summary: 'Show what another hand changed on the host',
    options: {
      'put-back': { type: 'boolean', help: 'overwrite it with what the panel has' },
      'take-over': { type: 'boolean', help: 'make the panel say what the host has' },
      wait: waitOption,
    },
    run: async ({ args: [id = '', domain = ''], options, out }) => {
      if (options['put-back'])
        return tellSaved(
          out,
          `${domain} is put back`,
          await call(states.putBack, { params: { id, domain }, query: waitQuery(options.wait) }),
        )
      if (options['take-over'])
        return tellSaved(
          out,
          `${domain} is taken over`,
          await call(states.takeOver, { params: { id, domain }, query: waitQuery(options.wait) }),
        )
      const { data } = await call(states.drift, { params: { id, domain } })
      if (out.json) return out.record(data)
      sayFileChanges(out, data.changes)
      for (const { file, line } of data.unreadable) out.say(`  ${file}: no setting can say: ${line}`)
    },
  }),
]
