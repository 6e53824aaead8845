// What a report about TLS says of each policy, in the caller's transaction.
import type { Tx } from '#lib/db/client'
import type { TlsReport } from '#lib/reports/read-tls-report'
import { cleanOrNull, cleanText } from './clean-text'

const hostMax = 255
const listMax = 50
/** Of one report; the sums count them all. */
const failuresMax = 2000

export type TlsPolicies = TlsReport['policies']

export async function saveTls(tx: Tx, reportId: string, policies: TlsPolicies): Promise<void> {
  const results = policies.map(({ type, text, mx, successful, failed }, position) => ({
    reportId,
    position,
    policyType: cleanText(type, 40),
    policyText: text.slice(0, listMax).map((line) => cleanText(line, 500)),
    mx: mx.slice(0, listMax).map((name) => cleanText(name, hostMax)),
    successful: BigInt(successful),
    failed: BigInt(failed),
  }))
  const failures = policies
    .flatMap(({ failures: all }, policy) => all.map((one) => ({ ...one, policy })))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, failuresMax)
    .map((one, position) => ({
      reportId,
      position,
      policy: one.policy,
      type: cleanText(one.type, 80),
      count: BigInt(one.count),
      sendingIp: cleanOrNull(one.sendingIp, 60),
      receivingIp: cleanOrNull(one.receivingIp, 60),
      receivingMx: cleanOrNull(one.receivingMx ?? one.receivingHelo, hostMax),
      information: cleanOrNull(one.information, 500),
      reason: cleanOrNull(one.reason, 500),
    }))
  await tx.tlsResult.createMany({ data: results })
  if (failures.length > 0) await tx.tlsFailure.createMany({ data: failures })
}
