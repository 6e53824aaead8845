// Every page and every answer of the panel, as the file system of app/ names them: a new one is walked without being listed anywhere.
import { readdirSync } from 'node:fs'

const folder = new URL('../../app/', import.meta.url)

function routesOf(file: 'page.tsx' | 'route.ts'): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => `/${path.slice(0, -file.length)}`)
    .map((path) => path.replaceAll(/\([^)]*\)\//g, '').replace(/(.)\/$/, '$1'))
    .sort()
}

export const pageRoutes = routesOf('page.tsx')
/** Seen before anybody is signed in. */
export const openPages: readonly string[] = ['/sign-in', '/me/sign-in', '/forgot', '/invitation', '/reset', '/forward', '/setup']
/** Of people with a mailbox. All others are of administrators. */
export const isOwnPage = (route: string): boolean => (route === '/me' || route.startsWith('/me/')) && !openPages.includes(route)
/**
 * The API has a walk of its own, over the list of its operations; what signs people in and what tells programs their settings is open by
 * nature, and what a webmail asks is tried in mail/webmail.spec.ts.
 */
export const answerRoutes = routesOf('route.ts').filter((path) => !/^\/api\/(v1|auth|health|setup|webmail)\//.test(path))
