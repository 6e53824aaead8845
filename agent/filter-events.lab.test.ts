// What filters do to mail, with the real ones: rspamd with its greylisting in Redis, and ClamAV behind it. They are the administrator's own and not
// the panel's; what they decide is told all the same, from Postfix's log and from theirs.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import type { Told } from '#lib/messages/testing'
import { filter } from '#lib/protocol/rules'
import { machine } from '../e2e/lab/machine-under-test'
import { publish } from '../e2e/lab/publish'
import { applyStates, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { type EventCase, itTells, toldByMachine } from './testing/it-tells'
import { send } from './testing/mail-client'

const run = randomBytes(3).toString('hex')
const name = `filters-${run}.${machine}.test`
const at = (localPart: string) => `${localPart}@${name}`
const proved = `proved-${run}.${machine}.test`
/** On mail2, which both machines share. */
const signingKey = `/tmp/lab-dkim-${machine}.key`
const milter = 'inet:127.0.0.1:11332'
const units = ['redis-server.service', 'rspamd.service', 'clamav-daemon.socket', 'clamav-daemon.service']
const panel = toldByMachine()

// Written in two halves, so that no scanner takes this file for what it names.
const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-${'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`
const gtube = `XJS*C4JDBQADN1.NSBN3*2IDNEN*${'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'}`

const scored = (score: string, points: number) =>
  `LAB_${score.toUpperCase()} { type = "header"; header = "X-Lab"; map = "/etc/rspamd/lab-${score}.map"; score = ${points}; }\n`
const settings: Record<string, string> = {
  '/etc/rspamd/local.d/redis.conf': 'servers = "127.0.0.1";\n',
  '/etc/rspamd/local.d/greylist.conf': 'timeout = 3s;\n',
  '/etc/rspamd/local.d/fuzzy_check.conf': 'enabled = false;\n',
  '/etc/rspamd/local.d/dmarc.conf': 'actions = { quarantine = "add_header"; reject = "reject"; }\n',
  '/etc/rspamd/local.d/antivirus.conf':
    'clamav { type = "clamav"; symbol = "CLAM_VIRUS"; action = "reject"; servers = "/run/clamav/clamd.ctl"; scan_mime_parts = false; log_clean = true; }\n',
  '/etc/rspamd/local.d/multimap.conf': `${scored('grey', 4.6)}${scored('marked', 9)}${scored('refused', 30)}`,
  '/etc/rspamd/lab-grey.map': 'grey\n',
  '/etc/rspamd/lab-marked.map': 'marked\n',
  '/etc/rspamd/lab-refused.map': 'refused\n',
  // clamscan(1): a name, the kind of file, where in it, and the bytes.
  '/var/lib/clamav/lab.ndb': `Eicar-Test-Signature:0:*:${Buffer.from(eicar).toString('hex')}\n`,
  '/etc/systemd/system/clamav-daemon.service.d/lab.conf': '[Unit]\nConditionPathExistsGlob=\n',
  '/etc/systemd/system/clamav-daemon.socket.d/lab.conf': '[Unit]\nConditionPathExistsGlob=\n',
}

async function onHost(argv: string[], stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(machine, argv, { stdin, deadlineMs: 90_000 })
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout}${stderr}`)
  return stdout
}
const postconf = async (...items: string[]) => {
  await onHost(['/usr/sbin/postconf', '-e', ...items])
  await onHost(['/usr/sbin/postfix', 'reload'])
}
const listening = (port: number) =>
  vi.waitFor(() => onHost(['/usr/bin/nc', '-z', '127.0.0.1', String(port)]), { timeout: 40_000, interval: 500 })

/** From a stranger, with what the case is about. */
const stranger = (mark: string, to: string, parts: { headers?: string[]; body?: string } = {}) =>
  send(machine, { from: `${mark}@other.test`, to: at(to), ...parts, headers: [`Subject: ${mark}`, ...(parts.headers ?? [])] })

/** As a server does that was told to come again. */
async function twice(mark: string, to: string, score: string) {
  const mail = { headers: [`X-Lab: ${score}`], body: 'Good day.' }
  expect((await stranger(mark, to, mail)).transcript).toMatch(/451 4\.7\.1/)
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  await stranger(mark, to, mail)
}

/** Signed on mail2 by dkimpy, whose key and policy are in the DNS. */
const signedMail = (from: string, to: string) =>
  lab.exec('mail2', [
    '/bin/sh',
    '-c',
    'printf "From: %s\\r\\nTo: %s\\r\\nSubject: proved\\r\\nMessage-ID: <%s>\\r\\nDate: $(date -R)\\r\\n\\r\\nproved\\r\\n" "$1" "$2" "$1" | ' +
      'dkimsign lab "$4" "$5" | swaks --server "$3" --from "$1" --to "$2" --data - --suppress-data',
    'sh',
    from,
    to,
    lab.address(machine),
    from.slice(from.indexOf('@') + 1),
    signingKey,
  ])

const scanOf = ({ moments }: Told) => moments.map(({ what }) => what).find((what) => what.kind === 'scanned')
const symbolsOf = (told: Told) => {
  const scan = told.story.verdicts.find((one) => one.kind === 'scanned')
  return scan?.kind === 'scanned' ? scan.symbols.map(({ name: symbol }) => symbol) : []
}

const cases: EventCase[] = [
  [
    'that is harmless passes, with its score',
    'harmless@other.test',
    () => stranger('harmless', 'alice'),
    'delivered',
    null,
    (told) => expect(scanOf(told)).toMatchObject({ action: 'no action', virus: null }),
  ],
  [
    'whose SPF, DKIM and DMARC hold says so',
    `anna@${proved}`,
    () => signedMail(`anna@${proved}`, at('alice')),
    'delivered',
    null,
    (told) => expect(symbolsOf(told)).toEqual(expect.arrayContaining(['R_SPF_ALLOW', 'R_DKIM_ALLOW', 'DMARC_POLICY_ALLOW'])),
  ],
  [
    'that claims to be from a domain which refuses forgeries',
    'forger@other.test',
    () => stranger('forger', 'alice', { headers: [`From: boss@${proved}`] }),
    'refused',
    'dmarc-failed',
  ],
  [
    'at four points waits for a second try',
    'greyed@other.test',
    () => stranger('greyed', 'alice', { headers: ['X-Lab: grey'] }),
    'refused',
    'greylisted',
  ],
  ['that was told to wait comes in later', 'later@other.test', () => twice('later', 'bob', 'grey'), 'delivered', null],
  [
    'at six points is marked, and put into Junk by a rule',
    'marked@other.test',
    () => twice('marked', 'alice', 'marked'),
    'delivered',
    null,
    (told) => {
      expect(scanOf(told)).toMatchObject({ action: 'add header' })
      expect(told.recipients).toMatchObject([{ folder: 'Junk' }])
    },
  ],
  [
    'at fifteen points is refused',
    'heavy@other.test',
    () => stranger('heavy', 'alice', { headers: ['X-Lab: refused'] }),
    'refused',
    'spam-content',
  ],
  ['with GTUBE in it is refused', 'gtube@other.test', () => stranger('gtube', 'alice', { body: gtube }), 'refused', 'spam-content'],
  [
    'with a virus in it is refused',
    'virus@other.test',
    () => stranger('virus', 'alice', { body: eicar }),
    'refused',
    'virus-found',
    (told) => expect(scanOf(told)).toMatchObject({ virus: expect.stringContaining('Eicar') }),
  ],
  [
    'waits while the filter does not answer',
    'Service unavailable',
    async () => {
      await onHost(['/usr/bin/systemctl', 'stop', 'rspamd.service'])
      await stranger('nofilter', 'alice')
    },
    'refused',
    'filter-unavailable',
  ],
  [
    'passes unfiltered where Postfix is told to do without, and the story says that nobody looked',
    'unfiltered@other.test',
    async () => {
      await postconf('milter_default_action = accept')
      await stranger('unfiltered', 'alice')
    },
    'delivered',
    null,
    ({ moments }) => {
      const trouble = moments.find(({ what }) => what.kind === 'trouble')
      expect(trouble?.what).toMatchObject({ words: expect.stringContaining(milter) })
    },
  ],
]

describe('mail', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    for (const [path, content] of Object.entries(settings)) {
      await onHost(['/usr/bin/mkdir', '-p', path.slice(0, path.lastIndexOf('/'))])
      await lab.writeFile(machine, path, content)
    }
    await onHost(['/usr/bin/systemctl', 'unmask', ...units])
    await onHost(['/usr/bin/systemctl', 'daemon-reload'])
    await onHost(['/usr/bin/systemctl', 'restart', ...units])
    const { stdout: key } = await lab.exec('mail2', ['/usr/bin/openssl', 'genrsa', '-traditional', '2048'])
    await lab.writeFile('mail2', signingKey, key)
    const { stdout: published } = await lab.exec('mail2', ['/usr/bin/openssl', 'rsa', '-in', signingKey, '-pubout'])
    const strings = (`v=DKIM1; p=${published.replaceAll(/-----[^-]+-----|\s/g, '')}`.match(/.{1,255}/g) ?? [])
      .map((text) => `"${text}"`)
      .join(' ')
    const records = [
      `${proved}. 60 TXT "v=spf1 ip4:${lab.address('mail2')} -all"`,
      `${proved}. 60 MX 10 mail2.other.test.`,
      `lab._domainkey.${proved}. 60 TXT ${strings}`,
      `_dmarc.${proved}. 60 TXT "v=DMARC1; p=reject"`,
    ]
    await publish(`${machine}.test`, records, { fresh: true })
    const junk = filter.parse({
      name: 'junk',
      enabled: true,
      match: 'all',
      conditions: [{ field: 'spam', not: false }],
      actions: [{ do: 'move', folder: 'Junk' }],
      stop: true,
    })
    const alice = givenMailbox('alice', 'alice-password', { rules: { vacation: null, filters: [junk] } })
    await applyStates(machine, givenDomain(name, { mailboxes: [alice, givenMailbox('bob', 'bob-password')] }))
    for (const port of [6379, 11332, 11333]) await listening(port)
    await postconf(`smtpd_milters = ${milter}`)
    await panel.begin()
  }, 120_000)
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await onHost(['/usr/sbin/postconf', '-X', 'smtpd_milters', 'milter_default_action'])
    await onHost(['/usr/bin/systemctl', 'stop', ...units])
    await onHost([
      '/usr/bin/rm',
      '-rf',
      ...Object.keys(settings),
      '/etc/systemd/system/clamav-daemon.service.d',
      '/etc/systemd/system/clamav-daemon.socket.d',
    ])
    await onHost(['/usr/bin/systemctl', 'mask', ...units])
    await onHost(['/usr/bin/systemctl', 'daemon-reload'])
    await configure(machine)
    await lab.exec('mail2', ['/usr/bin/rm', '-f', signingKey])
  }, 60_000)

  itTells(panel, cases)
})
