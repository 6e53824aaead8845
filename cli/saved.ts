// What a command says after a change, in the two words of the product: saved, and applied.
import type { ChangeView } from '#lib/web/api/envelope'
import { sentence } from '#lib/web/sentence'
import type { Option } from './command'
import type { Output } from './output'

export const waitOption = {
  type: 'boolean',
  help: 'wait until the mail hosts have confirmed, ten seconds at most',
} as const satisfies Option

export const waitQuery = (wait: boolean | undefined) => (wait ? { wait: 'applied' as const } : {})

export function tellSaved(out: Output, done: string, answer: { data: unknown; change: ChangeView }): void {
  if (out.json) out.record(answer)
  else if (answer.change.state === 'unchanged') out.say('Nothing differed: nothing was changed.')
  else out.say(`${done}. Saved as change ${answer.change.revision}; ${stateOf(answer.change)}.`)
}

export function stateOf(change: ChangeView): string {
  const named = [...new Set(change.targets.filter((target) => target.state === change.state).map((target) => target.host))].join(', ')
  const on = named === '' ? '' : ` on ${named}`
  switch (change.state) {
    case 'applied':
      return `applied${on}`
    case 'pending':
      return `not applied yet${on}`
    case 'held':
      return `not applied${on}: a rollback holds the host until it is resumed`
    case 'drift':
      return `not applied${on}: the files were changed by another hand; see \`change list\``
    case 'unreachable':
      return `not applied yet${on}: the host does not answer; it will be tried again`
    case 'failed':
      return `not applied${on}. ${reasonOf(change)}`
    case 'unchanged':
      return 'nothing to apply'
  }
}

function reasonOf(change: ChangeView): string {
  const code = change.targets.find((target) => target.code !== null)?.code
  return code === undefined || code === null
    ? 'The host refused it; see `change list`'
    : (sentence('en', 'failure', code) ?? code).replace(/\.$/, '')
}
