// Rules, vacation and a person's own Sieve scripts, on real Pigeonhole of both versions: mail comes by SMTP and LMTP and lies where it should.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter, MailboxRules, Vacation } from '#lib/protocol/rules'
import { type Machine, machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, askAll, configure, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, local, to } from './testing/given-domain'
import { hostileText } from './testing/hostile-text'
import { canLogIn, hasArrived, send } from './testing/mail-client'

const outside = 'alice@other.test'
const name = `rules.${machine}.test`
const at = (localPart: string) => `${localPart}@${name}`
const of = { domain: domain(name), localPart: local('ana') }
const password = 'ana-password'

const filter = (parts: Partial<Filter>): Filter => ({
  name: 'rule',
  enabled: true,
  match: 'all',
  conditions: [],
  actions: [{ do: 'discard' }],
  stop: true,
  ...parts,
})
const subjectIs = (text: string) => ({ field: 'subject' as const, not: false, match: 'is' as const, text })
const absence: Vacation = {
  subject: 'Estoy fuera',
  text: 'Vuelvo “pronto”.\n.\nAna',
  days: 1,
  from: null,
  until: null,
  addresses: [to(at('info'))],
}

const withRules = (rules?: MailboxRules) =>
  givenDomain(name, {
    mailboxes: [givenMailbox('ana', password, rules ? { rules } : {}), givenMailbox('other', 'other-password')],
    aliases: [{ localPart: local('info'), destinations: [to(at('ana'))] }],
  })
const apply = (filters: Filter[], vacation: Vacation | null = null) => applyStates(machine, withRules({ filters, vacation }))
const sendTo = (recipient: string, subject: string, headers: string[] = []) =>
  send(machine, { from: outside, to: recipient, headers: [`Subject: ${subject}`, ...headers] })

/** Whether a folder of ana's holds the message; the name as IMAP has it on disk (modified UTF-7). */
async function lies(token: string, folder: string): Promise<boolean> {
  const home = `/var/vmail/${name}/ana/Maildir${folder === 'INBOX' ? '' : `/.${folder}`}`
  return (await lab.exec(machine, ['/usr/bin/grep', '-rqs', token, `${home}/new`, `${home}/cur`])).code === 0
}
const answers = async (token: string): Promise<number> => {
  const { stdout } = await lab.exec('mail2', ['/usr/bin/grep', '-rlsE', token, '/var/vmail/other.test/alice/Maildir/new'])
  return stdout.split('\n').filter((line) => line !== '').length
}
const script = (path: string) => lab.exec(machine as Machine, ['/usr/bin/cat', path])
const scriptPath = `/var/lib/postern-sieve/${name}/ana.sieve`

/** A ManageSieve client's conversation (RFC 5804), on TLS. */
async function manageSieve(lines: string[]): Promise<string> {
  const secret = Buffer.from(`\0${at('ana')}\0${password}`).toString('base64')
  const dialogue = ['/usr/bin/openssl', 's_client', '-quiet', '-starttls', 'sieve', '-connect', `${lab.address(machine)}:4190`]
  const stdin = [`AUTHENTICATE "PLAIN" "${secret}"`, ...lines, 'LOGOUT', ''].join('\r\n')
  return (await lab.exec('mail2', dialogue, { stdin })).stdout
}

describe('rules of a mailbox', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await lab.exec(machine, ['/bin/rm', '-rf', `/var/vmail/${name}`])
    await applyStates(machine, withRules())
  })
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await lab.exec(machine, ['/bin/rm', '-rf', `/var/vmail/${name}`])
  })

  it('are those of a mailbox that people log in to', async () => {
    await expect.poll(() => canLogIn(machine, 'imap', at('ana'), password), { timeout: 5000 }).toBe(true)
  })

  it('file mail in folders that they make, mark it, copy it, drop it, and leave the rest', async () => {
    await apply([
      filter({ conditions: [subjectIs('to folder')], actions: [{ do: 'move', folder: 'Año/Größe' }, { do: 'read' }] }),
      filter({ conditions: [subjectIs('to copy')], actions: [{ do: 'copy', folder: 'Copies' }] }),
      filter({ conditions: [subjectIs('to drop')] }),
      filter({ conditions: [subjectIs('to flag')], actions: [{ do: 'flag' }] }),
    ])
    const moved = await sendTo(at('ana'), 'to folder')
    const copied = await sendTo(at('ana'), 'to copy')
    const dropped = await sendTo(at('ana'), 'to drop')
    const flagged = await sendTo(at('ana'), 'to flag')
    const plain = await sendTo(at('ana'), 'to nothing')
    expect(await hasArrived(machine, at('ana'), plain.token)).toBe(true)
    await expect.poll(() => lies(moved.token, 'A&APE-o.Gr&APYA3w-e'), { timeout: 10_000 }).toBe(true)
    expect(await lies(moved.token, 'INBOX')).toBe(false)
    await expect.poll(() => lies(copied.token, 'Copies'), { timeout: 10_000 }).toBe(true)
    expect(await hasArrived(machine, at('ana'), copied.token)).toBe(true)
    expect(await hasArrived(machine, at('ana'), dropped.token, 1000)).toBe(false)
    expect(await hasArrived(machine, at('ana'), flagged.token)).toBe(true)
    const { stdout } = await lab.exec(machine, [
      '/bin/sh',
      '-c',
      `grep -rl '${flagged.token}' /var/vmail/${name}/ana/Maildir/cur /var/vmail/${name}/ana/Maildir/new`,
    ])
    expect(stdout).toMatch(/:2,F/)
  })

  it('mean what they say of every field, and a hostile text stays a text', async () => {
    const odd = `x" { discard; } \${hex:22} \\ *?`
    const conditions: [string, Filter['conditions'][number], string, string[]][] = [
      ['from', { field: 'from', not: false, match: 'is', text: outside }, 'any', []],
      ['not to', { field: 'to', not: true, match: 'contains', text: 'nobody' }, 'any', []],
      ['begins', { field: 'subject', not: false, match: 'begins', text: '[50%*]' }, '[50%*] off', []],
      ['ends', { field: 'subject', not: false, match: 'ends', text: 'tail?' }, 'a tail?', []],
      ['pattern', { field: 'subject', not: false, match: 'matches', text: 'a*z' }, 'abcz', []],
      ['header', { field: 'header', name: 'X-Odd', not: false, match: 'is', text: odd }, 'any', [`X-Odd: ${odd}`]],
      ['list', { field: 'list-id', not: false, match: 'contains', text: 'dev.example' }, 'any', ['List-Id: <dev.example>']],
      ['spam', { field: 'spam', not: false }, 'any', ['X-Spam: Yes']],
      ['size', { field: 'size', over: false, bytes: 100_000 }, 'any', []],
    ]
    for (const [label, condition, subject, headers] of conditions) {
      await apply([filter({ name: odd, conditions: [condition], actions: [{ do: 'move', folder: 'Hit' }] })])
      const sent = await sendTo(at('ana'), subject, headers)
      await expect.poll(() => lies(sent.token, 'Hit'), { timeout: 10_000, message: label }).toBe(true)
    }
    await apply([
      filter({ conditions: [{ field: 'subject', not: false, match: 'begins', text: 'a*' }], actions: [{ do: 'move', folder: 'Hit' }] }),
    ])
    const starless = await sendTo(at('ana'), 'abc')
    expect(await hasArrived(machine, at('ana'), starless.token)).toBe(true)
  })

  it('answer a sender once while somebody is away, and never a list, a machine, or before and after the time', async () => {
    const inTime = {
      from: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, ''),
      until: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, ''),
    }
    const subject = (word: string) => `${absence.subject} ${word}`
    const stamp = String(Date.now())
    // Each text is an answer of its own to Pigeonhole, so that one test does not silence the next.
    const away = (word: string, parts: Partial<Vacation> = {}) => ({ ...absence, subject: subject(word + stamp), ...parts })
    await apply([], away('future', { from: inTime.until }))
    await hasArrived(machine, at('ana'), (await sendTo(at('ana'), 'too early')).token)
    await apply([], away('past', { until: inTime.from }))
    await hasArrived(machine, at('ana'), (await sendTo(at('ana'), 'too late')).token)
    await apply([], away('now', inTime))
    for (const header of ['List-Id: <dev.example>', 'Auto-Submitted: auto-generated', 'Precedence: bulk', 'X-Spam: Yes'])
      await hasArrived(machine, at('ana'), (await sendTo(at('ana'), 'no answer', [header])).token)
    const blind = await send(machine, { from: outside, to: at('ana'), headers: ['Subject: blind copy', 'To: someone@elsewhere.test'] })
    await hasArrived(machine, at('ana'), blind.token)
    expect(await answers(stamp)).toBe(0)
    // To an alias: it is one of the mailbox's addresses.
    const first = await sendTo(at('info'), 'are you there?')
    await hasArrived(machine, at('ana'), first.token)
    await expect.poll(() => answers(`now${stamp}`), { timeout: 15_000 }).toBe(1)
    const second = await sendTo(at('ana'), 'and now?')
    await hasArrived(machine, at('ana'), second.token)
    const other = await send(machine, { from: 'bob@other.test', to: at('ana'), headers: ['Subject: me too'] })
    await hasArrived(machine, at('ana'), other.token)
    // bob's answer was sent behind the one that alice must not get.
    await expect
      .poll(async () => (await lab.exec('mail2', ['/usr/bin/grep', '-rls', `now${stamp}`, '/var/vmail/other.test/bob/Maildir/new'])).code, {
        timeout: 15_000,
      })
      .toBe(0)
    expect(await answers(`now${stamp}`)).toBe(1)
    expect(await answers(stamp)).toBe(1)
  })

  it('can be tried on a message, by the words of sieve-test, and nothing comes of it', async () => {
    const rules: MailboxRules = {
      vacation: absence,
      filters: [filter({ conditions: [subjectIs('hello')], actions: [{ do: 'move', folder: 'A/B' }] })],
    }
    const message = `From: ${outside}\nTo: ${at('ana')}\nSubject: hello\n\nSTART MESSAGE\n * discard\n`
    const { actions, script: shown } = await ask(machine, 'try-rules', { recipient: at('ana'), sender: outside, rules, message })
    expect(actions).toEqual(['send vacation message:', 'store message in folder: A.B (create mailbox if it does not exist)'])
    expect(shown).toContain('require [')
  })

  it('mean exactly what was typed, whatever was typed, to the real interpreter', async () => {
    const typed = hostileText.flatMap((part, index) => [`a${part}`, `${part}${hostileText[(index + 7) % hostileText.length]}z`])
    // White space around a header is no part of its value: no message can bring it.
    const texts = typed.filter((text) => text === text.trim())
    const rules: MailboxRules = {
      vacation: null,
      filters: texts.map((text, index) =>
        filter({
          name: text,
          conditions: [
            { field: 'header', name: 'X-Typed', not: false, match: (['is', 'begins', 'ends'] as const)[index % 3] ?? 'is', text },
          ],
          actions: [{ do: 'move', folder: `Hit ${index}` }],
        }),
      ),
    }
    const answers = await askAll(
      machine,
      texts.map((text) => {
        const message = `From: ${outside}\nSubject: x\nX-Typed: ${text}\n\nx\n`
        return { op: 'try-rules' as const, input: { recipient: at('ana'), sender: outside, rules, message } }
      }),
    )
    const first = (text: string) => texts.findIndex((one, index) => [text === one, text.startsWith(one), text.endsWith(one)][index % 3])
    expect(answers).toEqual(
      texts.map((text) => ({
        ok: true,
        output: {
          actions: [`store message in folder: Hit ${first(text)} (create mailbox if it does not exist)`],
          script: expect.any(String),
        },
        id: expect.any(Number),
      })),
    )
  })

  it('come back with a rollback, and show as drift when another hand writes them', async () => {
    const file = `/etc/dovecot/postern/rules/${name}`
    const { generation } = await apply([filter({ name: 'first' })])
    const { generation: newest } = await apply([filter({ name: 'second' })])
    expect((await script(scriptPath)).stdout).toContain('"second"')
    await ask(machine, 'rollback', { generation, ifGeneration: newest })
    expect((await script(scriptPath)).stdout).toContain('"first"')
    const before = (await script(file)).stdout
    await lab.writeFile(machine, file, before.replace('"first"', '"third"'))
    const { drifted } = await ask(machine, 'status', {})
    expect(drifted.map((one) => one.domain)).toContain(name)
    const { state } = await ask(machine, 'read-domain', { domain: domain(name) })
    expect(state).toMatchObject({
      mailboxes: expect.arrayContaining([
        expect.objectContaining({ rules: { vacation: null, filters: [expect.objectContaining({ name: 'third' })] } }),
      ]),
    })
    await applyStates(machine, withRules())
    expect((await script(scriptPath)).code).not.toBe(0)
    const { stdout } = await lab.exec(machine, ['/usr/bin/find', '/var/lib/postern-sieve', '-name', '*.postern-new*'])
    expect(stdout).toBe('')
  })

  it('leave the scripts of a ManageSieve client as they are, byte for byte and active', async () => {
    const own =
      'require ["fileinto", "mailbox"];\r\n# ñ kept as it is \r\nif header :is "subject" "client" { fileinto :create "FromClient"; }\r\n'
    const said = await manageSieve([`PUTSCRIPT "roundcube" {${Buffer.byteLength(own)}+}`, own, 'SETACTIVE "roundcube"'])
    expect(said).not.toContain('NO ')
    await apply([filter({ conditions: [subjectIs('panel')], actions: [{ do: 'move', folder: 'FromPanel' }] })], { ...absence, days: 2 })
    const byPanel = await sendTo(at('ana'), 'panel')
    const byClient = await sendTo(at('ana'), 'client')
    await expect.poll(() => lies(byPanel.token, 'FromPanel'), { timeout: 10_000 }).toBe(true)
    await expect.poll(() => lies(byClient.token, 'FromClient'), { timeout: 10_000 }).toBe(true)
    expect(await ask(machine, 'scripts', of)).toEqual({ scripts: [{ name: 'roundcube', active: true }] })
    expect((await ask(machine, 'read-script', { ...of, name: 'roundcube' })).text).toBe(own)
    expect(await manageSieve(['LISTSCRIPTS', 'GETSCRIPT "roundcube"'])).toMatch(/"roundcube" ACTIVE[\s\S]*# ñ kept as it is \r\n/)
    await applyStates(machine, withRules())
    expect(await ask(machine, 'scripts', of)).toEqual({ scripts: [{ name: 'roundcube', active: true }] })
  })
})

describe("a person's own scripts", () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await applyStates(machine, withRules())
    await lab.exec(machine, ['/bin/rm', '-rf', `/var/vmail/${name}/ana/sieve`, `/var/vmail/${name}/ana/.dovecot.sieve`])
  })
  afterAll(() => applyStates(machine, { kind: 'absent', domain: domain(name) }))

  it('are written, made active, renamed and deleted, and a mistake has its line', async () => {
    const text = 'require "fileinto";\nif header :is "subject" "own" {\n  fileinto "INBOX";\n}\n'
    const written = await ask(machine, 'write-script', { ...of, name: '-o día', text, ifDigest: null })
    expect(written.problems).toEqual([])
    const wrong = await ask(machine, 'write-script', { ...of, name: '-o día', text: 'keep;\n\nfoo "x";\n', ifDigest: written.digest })
    expect(wrong).toMatchObject({ digest: null, problems: [{ line: 3, message: expect.stringContaining('foo') }] })
    expect((await ask(machine, 'read-script', { ...of, name: '-o día' })).text).toBe(text)
    expect((await ask(machine, 'activate-script', { ...of, name: '-o día' })).problems).toEqual([])
    expect((await refusal(machine, 'delete-script', { ...of, name: '-o día' })).code).toBe('taken')
    await ask(machine, 'rename-script', { ...of, name: '-o día', to: 'b' })
    expect(await ask(machine, 'scripts', of)).toEqual({ scripts: [{ name: 'b', active: true }] })
    await ask(machine, 'activate-script', { ...of, name: null })
    await ask(machine, 'delete-script', { ...of, name: 'b' })
    expect(await ask(machine, 'scripts', of)).toEqual({ scripts: [] })
  })

  it('are not overwritten when somebody else was quicker', async () => {
    const { digest } = await ask(machine, 'write-script', { ...of, name: 'a', text: 'keep;\n', ifDigest: null })
    expect((await refusal(machine, 'write-script', { ...of, name: 'a', text: 'discard;\n', ifDigest: null })).code).toBe('taken')
    await ask(machine, 'write-script', { ...of, name: 'a', text: 'stop;\n', ifDigest: digest })
    expect((await refusal(machine, 'write-script', { ...of, name: 'a', text: 'discard;\n', ifDigest: digest })).code).toBe('drift')
    await ask(machine, 'delete-script', { ...of, name: 'a' })
  })

  it('of nobody who has no mailbox here are touched, and no name leaves the folder', async () => {
    expect((await refusal(machine, 'scripts', { domain: name, localPart: 'root' })).code).toBe('not_found')
    for (const odd of ['../x', 'a/b', '.hidden', 'a\nb', ''])
      expect((await refusal(machine, 'read-script', { ...of, name: odd })).code, odd).toBe('invalid_request')
    expect((await refusal(machine, 'write-script', { ...of, name: 'a', text: 'x'.repeat(64 * 1024 + 1), ifDigest: null })).code).toBe(
      'invalid_request',
    )
  })
})
