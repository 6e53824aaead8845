// A batch of lines and the stories before it -> the stories after it, and what is counted. Nothing of it is kept in memory for the next.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Story } from '#lib/logs/story'
import { type Carry, StoryBook } from '#lib/logs/story-book'
import type { BatchLine } from './batch'
import { FlowTally } from './flow-tally'
import type { Kept } from './load-stories'
import { keysOf } from './story-keys'
import { type MessageState, stateOf } from './story-state'
import { timeId } from './time-id'
import { TopTally } from './top-tally'

/** After so many lines others have their turn. */
const linesAtOnce = 2000

export type FoldedStory = { story: Story; state: MessageState; isNew: boolean; newKeys: string[] }
export type Folded = { stories: FoldedStory[]; carry: Carry; tally: FlowTally; tops: TopTally }

export async function foldBatch(
  hostId: string,
  lines: readonly BatchLine[],
  carry: Carry | null,
  kept: ReadonlyMap<string, Kept>,
): Promise<Folded> {
  let order = 0
  const before = new Map([...kept].map(([id, { story }]) => [id, keysOf(story)]))
  const book = new StoryBook({
    name: (at) => timeId(at, order++ & 0xffffff),
    stories: [...kept.values()].map(({ story }) => story),
    ...(carry && { carry }),
  })
  const changed = new Set<Story>()
  const tally = new FlowTally()
  const tops = new TopTally()
  let told = 0
  for (const { id, atMs, read } of lines) {
    if (++told % linesAtOnce === 0) await nextTurn()
    const touched = book.add(hostId, read, id)
    for (const story of touched) changed.add(story)
    tally.add(atMs, read.event, touched[0] ?? null)
    tops.add(atMs, read.event, touched[0] ?? null)
  }
  const stories = [...changed].map((story): FoldedStory => {
    const had = before.get(story.id)
    const newKeys = [...keysOf(story)].filter((key) => !had?.has(key))
    return { story, state: stateOf(story), isNew: had === undefined, newKeys }
  })
  return { stories, carry: book.carry(), tally, tops }
}
