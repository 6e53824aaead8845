// Signatures by real signers, OpenDKIM and rspamd, on Debian 12 and 13, proved at the receiving host by programs that are not ours.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignerKind } from '#lib/protocol/operations'
import type { DkimKeyState } from '#lib/protocol/state'
import { machine } from '../e2e/lab/machine-under-test'
import { publish } from '../e2e/lab/publish'
import { agentPath, applyStates, ask, configure, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { type Sent, send } from './testing/mail-client'

const run = randomBytes(3).toString('hex')
const zone = `${machine}.test`
const inbox = '/var/vmail/other.test/alice/Maildir/new'

/** Tells of each signature whether it holds, by dkimpy (RFC 6376, RFC 8463), which asks the DNS. */
const verifier = `import dkim, sys
message = sys.stdin.buffer.read()
count = sum(1 for name, _ in dkim.DKIM(message).headers if name.lower() == b"dkim-signature")
for index in range(count):
    one = dkim.DKIM(message)
    passed = one.verify(idx=index)
    print(one.signature_fields[b"a"].decode(), one.domain.decode(), one.selector.decode(), "pass" if passed else "fail")`

type Key = DkimKeyState & { record: string }

function newKey(name: string, selector: string, algorithm: 'rsa' | 'ed25519'): Key {
  const pair = algorithm === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
  // RFC 8463 4: the 32 bytes themselves.
  const published = (algorithm === 'rsa' ? spki : spki.subarray(-32)).toString('base64')
  const text = `v=DKIM1; ${algorithm === 'rsa' ? '' : 'k=ed25519; '}p=${published}`
  const strings = (text.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ')
  return {
    domain: domain(name),
    selector,
    algorithm,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    record: `${selector}._domainkey.${name}. 60 TXT ${strings}`,
  }
}
const stateOf = ({ record: _, ...key }: Key): DkimKeyState => key

async function onHost(argv: string[], stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(machine, argv, { stdin, deadlineMs: 90_000 })
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

/** The message as the outside world got it. */
async function received({ accepted, transcript, token }: Sent): Promise<{ text: string; signatures: string[]; opendkim: number }> {
  expect(accepted, transcript).toBe(true)
  let name = ''
  await expect
    .poll(async () => (name = (await lab.exec('mail2', ['/usr/bin/grep', '-rls', token, inbox])).stdout.trim()), { timeout: 15_000 })
    .not.toBe('')
  const text = await lab.readFile('mail2', name)
  const { stdout } = await lab.exec('mail2', ['/usr/bin/python3', '-c', verifier], { stdin: text })
  const { code } = await lab.exec('mail2', ['/usr/sbin/opendkim-testmsg'], { stdin: text.replaceAll(/\r?\n/g, '\r\n') })
  return { text, signatures: stdout.split('\n').filter((line) => line !== ''), opendkim: code }
}

describe.each<SignerKind>(['opendkim', 'rspamd'])('%s', (signer) => {
  const name = `${signer}-${run}.${zone}`
  const mirror = `mirror-${signer}-${run}.${zone}`
  const other = `other-${signer}-${run}.${zone}`
  const rsa = newKey(name, '202611r', 'rsa')
  const ed25519 = newKey(name, '202611e', 'ed25519')
  const next = newKey(name, '202612r', 'rsa')
  const ofMirror = newKey(mirror, '202611r', 'rsa')
  const ofOther = newKey(other, '202611r', 'rsa')
  const signed = (...keys: Key[]) =>
    givenDomain(name, {
      aliasDomains: [domain(mirror)],
      mailboxes: [givenMailbox('alice', 'alice-password')],
      dkim: keys.map(stateOf),
    })
  const login = { login: `alice@${name}`, password: 'alice-password' }
  const mail = (from = `alice@${name}`, headers: string[] = []) =>
    send(machine, { from, to: 'alice@other.test', ...login, headers: [`From: ${from}`, ...headers] }).then(received)
  let backup: string | null = null

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await publish(
      zone,
      [rsa, ed25519, next, ofMirror, ofOther].map(({ record }) => record),
    )
    await onHost(['/usr/bin/systemctl', 'unmask', `${signer}.service`])
    await onHost(['/usr/bin/systemctl', 'start', `${signer}.service`])
  }, 120_000)
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) }, { kind: 'absent', domain: domain(other) })
    await onHost(['/usr/bin/systemctl', 'mask', '--now', `${signer}.service`])
    await configure(machine)
    expect(await lab.readFile(machine, '/etc/postfix/main.cf')).not.toMatch(/^(?:non_)?smtpd_milters = \S/m)
  }, 120_000)

  it('is adopted by the configuration that was shown, and given back by its backup', async () => {
    const state = { relayhost: null }
    const plan = await ask(machine, 'plan-config', { state })
    expect(plan.findings.filter(({ verdict }) => verdict === 'conflict')).toEqual([])
    expect(plan.changes.map(({ file }) => file)).toContain(
      signer === 'opendkim' ? '/etc/opendkim.conf' : '/etc/rspamd/local.d/dkim_signing.conf',
    )
    expect(plan.changes.find(({ file }) => file === '/etc/postfix/main.cf')?.diff).toMatch(/\+smtpd_milters = inet:127\.0\.0\.1:\d+/)
    backup = (await ask(machine, 'apply-config', { state, ifDigest: plan.digest })).backup
    expect(await ask(machine, 'status', {})).toMatchObject({ signer: { kind: signer } })
    await ask(machine, 'rollback-config', { backup: backup ?? '' })
    expect(await ask(machine, 'status', {})).toMatchObject({ signer: null })
    await configure(machine)
    const again = await ask(machine, 'plan-config', { state })
    expect(again.changes).toEqual([])
  }, 180_000)

  it('signs what a mailbox sends, and the receiver can prove it', async () => {
    const keys = signer === 'rspamd' ? [rsa, ed25519] : [rsa]
    const { reloaded } = await applyStates(machine, signed(rsa, ed25519))
    expect(reloaded).toContain('signer')
    await settled()
    const { text, signatures, opendkim } = await mail()
    expect(signatures.toSorted()).toEqual(keys.map(({ algorithm, selector }) => `${algorithm}-sha256 ${name} ${selector} pass`).toSorted())
    expect(opendkim).toBe(0)
    // Oversigned: one From: more than there is.
    expect(text.replaceAll(/\s/g, '').toLowerCase()).toMatch(/h=[a-z:-]*from:[a-z:-]*from[:;]/)
  }, 60_000)

  it('keeps keys from everybody but the signer, and from plans', async () => {
    const group = signer === 'opendkim' ? 'opendkim' : '_rspamd'
    expect(await onHost(['/usr/bin/stat', '-c', '%a %U %G', await keyFile(rsa)])).toBe(`640 root ${group}\n`)
    const nobody = await lab.exec(machine, ['/usr/sbin/runuser', '-u', 'nobody', '--', '/usr/bin/cat', await keyFile(rsa)])
    expect(nobody.code).not.toBe(0)
    const plan = await ask(machine, 'plan', { domains: [signed(next)] })
    expect(JSON.stringify(plan)).toContain('{RSA}…')
    for (const key of [rsa, next]) expect(JSON.stringify(plan)).not.toContain(key.privateKey.slice(40, 80))
  })

  it('changes keys while mail flows, and no message goes unsigned', async () => {
    const flowing = Promise.all(
      [0, 250, 500, 750].map(async (pause) => {
        await new Promise((resolve) => setTimeout(resolve, pause))
        return mail()
      }),
    )
    await applyStates(machine, signed(next))
    for (const { signatures } of await flowing) {
      expect(signatures.length).toBeGreaterThan(0)
      for (const line of signatures) expect(line).toMatch(/ pass$/)
    }
    await settled()
    expect((await mail()).signatures).toEqual([`rsa-sha256 ${name} ${next.selector} pass`])
  }, 90_000)

  it('takes files of keys away when they have rested', async () => {
    const old = await keyFile(rsa)
    await onHost(['/usr/bin/test', '-e', old])
    await onHost(['/usr/bin/touch', '-d', '2 hours ago', old])
    await onHost(['/usr/bin/node', agentPath, 'expire'])
    expect((await lab.exec(machine, ['/usr/bin/test', '-e', old])).code).toBe(1)
    await onHost(['/usr/bin/test', '-e', await keyFile(next)])
  })

  it('signs for an alias domain with its own key, and not at all without one', async () => {
    await applyStates(machine, signed(next))
    const fromMirror = () => mail(`alice@${mirror}`)
    expect((await fromMirror()).signatures).toEqual([])
    await applyStates(machine, signed(next, ofMirror))
    await settled()
    expect((await fromMirror()).signatures).toEqual([`rsa-sha256 ${mirror} ${ofMirror.selector} pass`])
  }, 60_000)

  it('does not lend the key of another domain to who writes its name into From:', async () => {
    await applyStates(machine, givenDomain(other, { dkim: [stateOf(ofOther)] }))
    await settled()
    const forged = await send(machine, {
      from: `alice@${name}`,
      to: 'alice@other.test',
      ...login,
      headers: [`From: boss@${other}`],
    }).then(received)
    expect(forged.signatures.filter((line) => line.includes(other))).toEqual([])
  }, 60_000)

  it('is never given a key that it could not use', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    const state = { ...signed(), dkim: [{ ...stateOf(rsa), privateKey: weak }] }
    const error = await refusal(machine, 'apply', { domains: [{ state, revision: 2_000_000_000, ifDigest: null }], staged: false })
    expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('1024 bits') })
  })

  it('leaves nothing of a domain that is gone', async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(other) })
    const tables = await onHost(['/bin/sh', '-c', 'cat /etc/postern/dkim/*-table /etc/postern/dkim/rspamd-domains'])
    expect(tables).not.toContain(other)
    expect(await ask(machine, 'read-domain', { domain: domain(name) })).toMatchObject({ unreadable: [] })
  })

  const keyFile = async ({ privateKey }: Key) =>
    `/var/lib/postern-dkim/${name}/${createHash('sha256').update(privateKey).digest('hex').slice(0, 32)}.key`
  /** rspamd starts new processes when it is told to read its configuration again. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, signer === 'rspamd' ? 4_000 : 300))
})
