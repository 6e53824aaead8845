// Which machine the tests on hosts have for themselves: mail1 is Debian 12, mail3 is Debian 13, and both are tested at the same time.
// mail2 is the outside world of both: a test leaves it as it found it.
import * as z from 'zod'

export type Machine = z.infer<typeof machines>
const machines = z.enum(['mail1', 'mail3'])

/** Set by the project in vitest.config.ts. */
export const machine: Machine = machines.parse(process.env.POSTERN_LAB_MACHINE)
