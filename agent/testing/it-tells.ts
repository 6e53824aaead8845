// Kinds of things that happen to mail, each caused on the machine under test and told by the panel's own modules.
import { expect, it } from 'vitest'
import type { AdviceCode } from '#lib/logs/advice/advice'
import { type Told, ToldByHost } from '#lib/messages/testing'
import type { MessageState } from '#lib/traces/story-state'
import { machine } from '../../e2e/lab/machine-under-test'
import { ask } from './agent-on-host'

export type EventCase = [
  what: string,
  /** What its envelope has and no other's. */
  mark: string,
  cause: () => Promise<unknown>,
  state: MessageState,
  /** Of its first recipient, or of the refusal; null: nothing is advised. */
  code: AdviceCode | null,
  more?: (told: Told) => void,
]

export const toldByMachine = () => new ToldByHost((places) => ask(machine, 'log-lines', { places, bytesMax: 4_000_000 }))

/** Of its first recipient, or of all of it where it came to none. */
export const adviceOf = ({ recipients, refusal }: Told) => (recipients[0] ?? refusal)?.advice ?? null

export function itTells(panel: ToldByHost, cases: readonly EventCase[]): void {
  it.each(cases)('%s', async (_, mark, cause, state, code, more) => {
    await cause()
    await expect.poll(async () => (await panel.tell(mark))?.state, { timeout: 20_000, interval: 500 }).toBe(state)
    const told = (await panel.tell(mark)) as Told
    expect(adviceOf(told)?.code ?? null).toBe(code)
    more?.(told)
  })
}
