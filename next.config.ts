import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

/** Messages are parsed while building: the browser gets no parser for them, only what draws the parsed form. */
const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/web/i18n-request.ts',
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
})

/** What every answer carries, whatever it is. The content security policy of pages is made per request in proxy.ts. */
const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=(), clipboard-read=()',
  },
]

/** Data is never a document: a browser that is led to open it runs nothing. */
const data = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
  { key: 'X-Robots-Tag', value: 'noindex' },
]

const config: NextConfig = {
  output: 'standalone',
  // Said, not guessed: a lock file in a folder above would otherwise become the root, and the server lie elsewhere in the output.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native code, or modules that find their own files at run time: loaded from node_modules, not bundled.
  // A file of 20,000 lines goes through a server action (lib/csv/read-csv says how large it may be).
  experimental: { serverActions: { bodySizeLimit: '34mb' }, proxyClientMaxBodySize: '34mb' },
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', 'graphile-worker', 'node-ssh', 'pg', 'pino', 'ssh2'],
  outputFileTracingExcludes: { '*': ['.postern/**', 'e2e/**', 'bench/**', 'docs/**'] },
  // The paths that mail programs ask at, in any letter case. proxy.ts lets them pass.
  rewrites: async () => [
    { source: '/.well-known/autoconfig/mail/config-v1.1.xml', destination: '/api/setup/autoconfig' },
    { source: '/mail/config-v1.1.xml', destination: '/api/setup/autoconfig' },
    { source: '/autodiscover/autodiscover.xml', destination: '/api/setup/autodiscover' },
    { source: '/autodiscover/autodiscover.json', destination: '/api/setup/autodiscover-json' },
    { source: '/autodiscover/autodiscover.json/v1.0/:email', destination: '/api/setup/autodiscover-json' },
    { source: '/.well-known/mta-sts.txt', destination: '/api/setup/mta-sts' },
    { source: '/.well-known/acme-challenge/:token', destination: '/api/setup/acme-challenge/:token' },
    { source: '/setup/profile', destination: '/api/setup/profile' },
  ],
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    // A webmail must be able to tell that it is this panel that sends somebody (Fetch, "append a request Origin header").
    { source: '/me/webmail', headers: [{ key: 'Referrer-Policy', value: 'strict-origin' }] },
    { source: '/reset', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
    { source: '/forward', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
    { source: '/api/:path*', headers: data },
  ],
}

export default withNextIntl(config)
