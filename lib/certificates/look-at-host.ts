// A look at every port of a host, and what is kept of it. What is shown changes when two looks agree; a port that does not answer changes nothing.
import 'server-only'
import { db, type Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { allotNames } from './allot-names'
import type { CertificateHost } from './host-of'
import { judgeServed, stateOf } from './judge-served'
import { lookAtPort } from './look-port'
import { type ServedResult, servedResult } from './schema'

/** What mail servers and programs come to, as far as it listens; a web server beside them is looked at too. */
const always = [25, 443]
const watched = [25, 443, 465, 587, 993, 995, 143, 110]
/** For other names one port of each daemon tells all. */
const ofNames = [25, 993]
const namesMax = 20
const atOnce = 6

type Question = { port: number; name: string; versions: boolean }
export type Looked = Question & { state: 'shown' | 'closed' | 'unanswered'; result: ServedResult | null }

export async function lookAtHost(host: CertificateHost, { atOnce: isAsked = false, now = new Date() } = {}): Promise<{ pending: boolean }> {
  const [current, duty] = await Promise.all([
    db().certificate.findMany({ where: { hostId: host.id, state: 'current' } }),
    db().certificateDuty.findUnique({ where: { hostId: host.id } }),
  ])
  const names = allotNames(current, host.hostName)
    .slice(1)
    .flatMap((one) => one.names.filter((name) => !name.startsWith('*.')))
  const ports = watched.filter((port) => always.includes(port) || host.ports.length === 0 || host.ports.includes(port))
  const questions = [
    ...ports.map((port) => ({ port, name: host.hostName, versions: true })),
    ...names
      .slice(0, namesMax)
      .flatMap((name) => ofNames.filter((port) => ports.includes(port)).map((port) => ({ port, name, versions: false }))),
  ]
  const looked = await inTurns(questions, (question) => look(host.address, question, duty?.installed ?? [], now))
  return db().$transaction((tx) => keep(tx, host.id, looked, isAsked || duty?.lookedAt == null, now))
}

async function look(address: string, question: Question, installed: readonly string[], now: Date): Promise<Looked> {
  const { port, name, versions } = question
  const answer = await lookAtPort(address, port, name, { versions })
  // A web server beside the mail server shows what is its own matter: only that the panel installed another one is no finding there.
  const known = port === 443 ? [] : installed
  return {
    ...question,
    state: answer.state,
    result: answer.state === 'shown' ? judgeServed(answer.shown, { name, installed: known, now }) : null,
  }
}

async function inTurns<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = []
  for (let start = 0; start < all.length; start += atOnce) done.push(...(await Promise.all(all.slice(start, start + atOnce).map(work))))
  return done
}

async function keep(tx: Tx, hostId: string, looked: readonly Looked[], isAsked: boolean, now: Date): Promise<{ pending: boolean }> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`served:${hostId}`}, 0))`
  const rows = new Map((await tx.servedCertificate.findMany({ where: { hostId } })).map((row) => [`${row.port} ${row.name}`, row]))
  const asked = new Set(looked.filter(({ state }) => state !== 'closed').map(({ port, name }) => `${port} ${name}`))
  const gone = [...rows].filter(([key]) => !asked.has(key)).map(([, { id }]) => id)
  await tx.servedCertificate.deleteMany({ where: { id: { in: gone } } })
  let pending = false
  for (const { port, name, result } of looked) {
    const row = rows.get(`${port} ${name}`)
    if (result === null) continue
    const state = stateOf(result)
    if (!row) {
      await tx.servedCertificate.create({ data: { hostId, port, name, state, since: now, result, checkedAt: now } })
      continue
    }
    const before = servedResult.safeParse(row.result).data
    const waited = servedResult.safeParse(row.pending).data
    const isSame = before !== undefined && gist(before) === gist(result)
    const agrees = isAsked || isSame || (waited !== undefined && gist(waited) === gist(result))
    pending ||= !agrees
    await tx.servedCertificate.update({
      where: { id: row.id },
      data: agrees
        ? { result, state, checkedAt: now, pending: Prisma.DbNull, ...(row.state !== state && { since: now }) }
        : { pending: result, checkedAt: now },
    })
  }
  await tx.certificateDuty.upsert({ where: { hostId }, create: { hostId, lookedAt: now }, update: { lookedAt: now } })
  return { pending }
}

/** What makes a difference to a person; that a day less is left does not. */
const gist = ({ fingerprint, findings, protocols }: ServedResult): string =>
  JSON.stringify([fingerprint, protocols, findings.map(({ code }) => code).sort()])
