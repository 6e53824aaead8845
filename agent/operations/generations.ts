// NAME     generations, generation - the applies that are kept, newest first; the lines of one
// INPUT    before, limit; generation
// OUTPUT   summaries; a summary with its changes, hashes masked
// WRITES   nothing
// ERRORS   not_found (generation)
// BUGS     Takes no lock: a generation that an apply prunes while they are listed is left out.

import { domainName } from '#lib/protocol/names'
import type { GenerationSummary } from '#lib/protocol/operations'
import { findGenerationHead, type GenerationHead, keptGenerations, readGenerationChanges, readGenerationHead } from '../files/generations'
import type { Handler } from '../session'
import { shownChange } from './plan'

export const generations: Handler<'generations'> = async ({ host }, { before, limit }) => {
  const kept = (await keptGenerations(host)).filter((number) => before === null || number < before)
  const wanted = kept.reverse().slice(0, limit)
  const heads = await Promise.all(wanted.map((number) => findGenerationHead(host, number)))
  return { generations: heads.filter((head) => head !== null).map(summaryOf) }
}

export const generation: Handler<'generation'> = async ({ host }, input) => ({
  summary: summaryOf(await readGenerationHead(host, input.generation)),
  changes: (await readGenerationChanges(host, input.generation)).map(shownChange),
})

const summaryOf = ({ domains, ...head }: GenerationHead): GenerationSummary => ({
  ...head,
  domains: domains.map(({ domain }) => domainName.parse(domain)),
})
