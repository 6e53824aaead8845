/** Set by the proxy on every page's request: the path and the query that were asked for. */
export const askedPathHeader = 'x-postern-path'

/**
 * Where to go after signing in, from a parameter that anyone may have written: only a path of this panel is followed.
 * Browsers read "//host", "/\host" and control characters within as another site (WHATWG URL, special schemes).
 */
export function localPath(value: string | undefined): string {
  if (value === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return '/'
  const base = 'https://panel.invalid'
  const url = new URL(value, base)
  if (url.origin !== base || url.pathname === '/sign-in' || url.pathname.startsWith('/sign-in/') || url.pathname.startsWith('/api/'))
    return '/'
  return url.pathname + url.search + url.hash
}
