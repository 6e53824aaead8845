import { readFileSync } from 'node:fs'
import type { HostCertificatesView } from '#lib/certificates/schema'
import { certificateOperations as api } from '#lib/web/api/certificates'
import { call } from './api-client'
import { command } from './command'
import { said } from './every'
import { tellSaved } from './saved'

const certificateIn = (view: HostCertificatesView, text: string): string =>
  view.certificates.find(({ id, fingerprint }) => id === text || (text.length >= 8 && fingerprint.startsWith(text.toLowerCase())))?.id ??
  text

const params = async (id: string, certificate: string) => ({
  params: { id, certificate: certificateIn((await call(api.get, { params: { id } })).data, certificate) },
})

export const certificateCommands = [
  command({
    noun: 'certificate',
    verb: 'list',
    args: ['HOST'],
    summary: 'List the certificates of a host, with their TLSA records',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      out.rows((await call(api.get, { params: { id } })).data.certificates, [
        { title: 'FINGERPRINT', of: (row) => row.fingerprint.slice(0, 16) },
        { title: 'STATE', of: (row) => row.state },
        { title: 'INSTALLED', of: (row) => (row.installed ? 'yes' : 'no') },
        { title: 'NAMES', of: (row) => row.names.join(' ') },
        { title: 'ISSUER', of: (row) => row.issuer },
        { title: 'UNTIL', of: (row) => row.notAfter },
        { title: 'TLSA', of: (row) => `${row.tlsa.name}. TLSA ${row.tlsa.value}` },
      ]),
  }),
  command({
    noun: 'certificate',
    verb: 'served',
    args: ['HOST'],
    summary: 'Show what each port of a host shows to the world',
    options: { now: { type: 'boolean', help: 'look now, instead of showing the last look' } },
    run: async ({ args: [id = ''], options, out }) => {
      const { served } = (await call(options.now ? api.check : api.get, { params: { id } })).data
      out.rows(served, [
        { title: 'PORT', of: (row) => String(row.port) },
        { title: 'NAME', of: (row) => row.name },
        { title: 'STATE', of: (row) => row.state },
        { title: 'UNTIL', of: (row) => row.notAfter },
        { title: 'TLS', of: (row) => row.protocols.join(' ') },
        { title: 'FINDINGS', of: (row) => row.findings.map(({ code }) => code).join(' ') },
      ])
    },
  }),
  command({
    noun: 'certificate',
    verb: 'names',
    args: ['HOST'],
    summary: 'Show which names of its domains lead to a host, for its certificate',
    options: {},
    run: async ({ args: [id = ''], out }) => {
      const { names, unanswered } = (await call(api.names, { params: { id } })).data
      out.rows(
        [...names.map((name) => ({ name, leads: 'here' })), ...unanswered.map((name) => ({ name, leads: 'not answered' }))],
        [
          { title: 'NAME', of: (row) => row.name },
          { title: 'LEADS', of: (row) => row.leads },
        ],
      )
    },
  }),
  command({
    noun: 'certificate',
    verb: 'upload',
    args: ['HOST', 'CHAIN', 'KEY'],
    summary: 'Bring a certificate with its chain and key: two files in PEM',
    options: { 'own-authority': { type: 'boolean', help: 'it comes from an authority that only the house knows' } },
    run: async ({ args: [id = '', chain = '', key = ''], options, out }) => {
      const body = {
        certificate: readFileSync(chain, 'utf8'),
        privateKey: readFileSync(key, 'utf8'),
        ownAuthority: options['own-authority'] === true,
      }
      tellSaved(out, `${id} has the certificate`, await call(api.upload, { params: { id }, body }))
    },
  }),
  command({
    noun: 'certificate',
    verb: 'plan',
    args: ['HOST', 'CERTIFICATE'],
    summary: 'Show what putting a certificate to use would change on the host',
    options: {},
    run: async ({ args: [id = '', certificate = ''], out }) => {
      const { changes } = (await call(api.plan, await params(id, certificate))).data
      out.rows(changes, [
        { title: 'FILE', of: (row) => row.file },
        { title: 'DIFF', of: (row) => row.diff },
      ])
    },
  }),
  command({
    noun: 'certificate',
    verb: 'use',
    args: ['HOST', 'CERTIFICATE'],
    summary: 'Put one to use that waits, or a former one again: by its id or the beginning of its fingerprint',
    options: {},
    run: async ({ args: [id = '', certificate = ''], out }) =>
      tellSaved(out, `${certificate} is put to use on ${id}`, await call(api.use, await params(id, certificate))),
  }),
  command({
    noun: 'certificate',
    verb: 'remove',
    args: ['HOST', 'CERTIFICATE'],
    summary: 'Remove a certificate and destroy its key',
    options: {},
    run: async ({ args: [id = '', certificate = ''], out }) =>
      tellSaved(out, `${certificate} is removed from ${id}`, await call(api.remove, await params(id, certificate))),
  }),
  command({
    noun: 'certificate',
    verb: 'install',
    args: ['HOST'],
    summary: 'Bring the certificates in use onto the host once more',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      tellSaved(out, `the certificates of ${id} are being installed`, await call(api.install, { params: { id } })),
  }),
  command({
    noun: 'certificate',
    verb: 'renewal',
    args: ['HOST'],
    summary: 'Set from which authority a host gets its certificates',
    options: {
      renews: { type: 'string', value: 'yes|no', help: 'get and renew them' },
      directory: { type: 'string', value: 'URL', help: 'of the authority (ACME)' },
      names: { type: 'string', value: 'NAMES', help: 'with commas between' },
      contact: { type: 'string', value: 'ADDRESS', help: 'the authority may write there' },
      challenge: { type: 'string', value: 'http|dns', help: 'how the names are proved' },
    },
    run: async ({ args: [id = ''], options, out }) => {
      const body = said(options) as { names?: string }
      tellSaved(out, `the renewal of ${id} is set`, await call(api.renewal, { params: { id }, body }))
    },
  }),
  command({
    noun: 'certificate',
    verb: 'renew',
    args: ['HOST'],
    summary: 'Ask the authority for a certificate now',
    options: {},
    run: async ({ args: [id = ''], out }) =>
      tellSaved(out, `the authority is being asked for ${id}`, await call(api.renew, { params: { id } })),
  }),
] as const
