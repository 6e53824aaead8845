import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { Outcome } from '#lib/outcome'
import { whenApplied } from './apply-status'

/** A command's outcome with, in the place of its value, whether the mail host has it already: for people who wait for what they saved. */
export async function tellApplied(address: string, saving: Promise<Outcome<unknown>>): Promise<Outcome<{ applied: boolean }>> {
  const outcome = await saving
  return outcome.ok ? { ...outcome, value: { applied: await whenApplied([domainOf(address)], outcome.revision) } } : outcome
}
