// The panel as two of its users see it: a browser that has signed in, and a program with a token.

export type Panel = { url: string; token: string; cookie: string }

/** Signs in as the browser's form does (next-auth credentials: token against forgery first, then the form). Resolves to the Cookie header. */
export async function signIn(url: string, address: string, password: string): Promise<string> {
  const jar = new Map<string, string>()
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const { csrfToken } = (await keep(await fetch(`${url}/api/auth/csrf`)).json()) as { csrfToken: string }
  const form = new URLSearchParams({ csrfToken, address, password, json: 'true' })
  keep(
    await fetch(`${url}/api/auth/callback/credentials`, { method: 'POST', body: form, headers: { cookie: header() }, redirect: 'manual' }),
  )
  if (![...jar.keys()].some((name) => name.endsWith('session-token'))) throw new Error('the panel did not open a session')
  return header()
}

/** One page as a signed-in browser gets it, whole: status 200 or an error of the bench. Resolves to its HTML. */
export async function page(panel: Panel, path: string): Promise<string> {
  const response = await fetch(`${panel.url}${path}`, { headers: { cookie: panel.cookie }, redirect: 'manual' })
  const html = await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return html
}

export type Answer = { status: number; etag: string | null; body: Record<string, unknown> }

export async function api(
  panel: Panel,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const json = body !== undefined && typeof body !== 'string'
  const response = await fetch(`${panel.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${panel.token}`,
      ...(body === undefined ? {} : { 'content-type': json ? 'application/json' : 'text/csv' }),
      ...headers,
    },
    body: body === undefined ? undefined : json ? JSON.stringify(body) : (body as string),
  })
  const text = await response.text()
  if (response.status >= 400) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}
