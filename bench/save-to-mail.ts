// From "save" in the panel to "a stranger's server may deliver and the person may log in", on a large host, one mailbox at a time.
import { randomBytes } from 'node:crypto'
import { api, type Panel } from './panel-session'
import { loginWorks, rcptReply, until } from './probes'
import { type Series, series } from './statistics'

export type SaveToMail = {
  /** Request sent to answer received: validation, hashing the password, the transaction. */
  save: Series
  /** Answer received to RCPT accepted (the apply, and one connection of the prober), then to the login that works. */
  rcpt: Series
  login: Series
  /** Answer received until both hold: what is compared with the floor. */
  both: Series
  /** The same, from the moment the request was sent. */
  whole: Series
  /** One login of a mailbox that has long been there: TLS, IMAP and the password's hash at Dovecot. */
  plainLogin: Series
}

export async function measureSaveToMail(panel: Panel, host: string, domains: string[], runs: number): Promise<SaveToMail> {
  const samples = { save: [], rcpt: [], login: [], both: [], whole: [], plainLogin: [] } as Record<keyof SaveToMail, number[]>
  for (let run = -2; run < runs; run++) {
    const address = `new-${randomBytes(4).toString('hex')}@${domains[Math.abs(run) % domains.length]}`
    const password = randomBytes(12).toString('base64url')
    const start = performance.now()
    await api(panel, 'POST', '/mailboxes', { address, password })
    const saved = performance.now()
    // One after the other: a login that came too early would be answered after two seconds (auth_failure_delay), which a person never meets.
    const rcpt = await until(async () => (await rcptReply(host, address)).startsWith('250'))
    const login = await until(() => loginWorks(host, address, password))
    const end = performance.now()
    const again = performance.now()
    await loginWorks(host, address, password)
    if (run < 0) continue
    samples.save.push(saved - start)
    samples.rcpt.push(rcpt)
    samples.login.push(login)
    samples.both.push(end - saved)
    samples.whole.push(end - start)
    samples.plainLogin.push(performance.now() - again)
  }
  return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, series(list)])) as SaveToMail
}
