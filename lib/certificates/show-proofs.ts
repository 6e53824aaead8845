// Where the proofs of an order are shown: on port 80 of the host, and by the panel itself for names that lead to it; or as records in the DNS.
import 'server-only'
import { AcmeError } from '#lib/acme/acme-error'
import type { Proof, ShowProofs } from '#lib/acme/order-certificate'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import type { CertificateHost } from './host-of'

export type ProofRecord = { name: string; type: 'TXT'; value: string }
/** Resolves when the records are seen by the servers of their zones; gives what takes them away again. Throws AcmeError `dns` where it may not. */
export type PublishRecords = (records: readonly ProofRecord[]) => Promise<() => Promise<void>>

const lifeMs = 15 * 60_000

export const proofsOn =
  (host: CertificateHost, publish: PublishRecords | null): ShowProofs =>
  async (proofs) => {
    const records = proofs.flatMap((proof) => (proof.kind === 'dns' ? [proof.record] : []))
    if (records.length > 0) {
      if (publish === null) throw new AcmeError('dns', 'the panel may write into no zone')
      return publish(records)
    }
    return answerOver80(host, proofs)
  }

async function answerOver80(host: CertificateHost, proofs: readonly Proof[]): Promise<() => Promise<void>> {
  const answers = proofs.flatMap((proof) =>
    proof.kind === 'http' ? [{ token: proof.token, keyAuthorization: proof.keyAuthorization }] : [],
  )
  const expiresAt = new Date(Date.now() + lifeMs)
  await db().acmeAnswer.createMany({ data: answers.map((one) => ({ ...one, expiresAt })), skipDuplicates: true })
  const row = await db().host.findUniqueOrThrow({ where: { id: host.id } })
  const tell = (told: typeof answers) => agentFor(row).call('answer-challenges', { answers: told })
  try {
    await tell(answers)
  } catch (error) {
    // Another program has port 80, and may lead this path to the panel (docs/certificates.md). If it does not, the authority will say what it found.
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'agent_config_refused') throw new AcmeError('no_host', error.code)
    log.info({ host: host.name, detail: error.detail }, 'the host does not answer the authority itself')
  }
  return async () => {
    await db().acmeAnswer.deleteMany({ where: { token: { in: answers.map(({ token }) => token) } } })
    await tell([]).catch((error: unknown) =>
      log.warn({ err: error, host: host.name }, 'port 80 was not given back; it is within ten minutes'),
    )
  }
}

/** For `/.well-known/acme-challenge/` of the panel: open to everybody, as the authority is nobody in particular. */
export async function acmeAnswer(token: string): Promise<string | null> {
  if (!/^[A-Za-z0-9_-]{16,256}$/.test(token)) return null
  const row = await db().acmeAnswer.findUnique({ where: { token } })
  return row && row.expiresAt > new Date() ? row.keyAuthorization : null
}
