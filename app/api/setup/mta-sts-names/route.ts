import { servedPolicy } from '#lib/mta-sts/queries'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

/** For a proxy that gets its certificates when they are asked for: whether a name is one under which a policy is served. It tells nothing that the policy does not. */
export async function GET(request: Request): Promise<Response> {
  const name = new URL(request.url).searchParams.get('domain') ?? ''
  return (await servedPolicy(name.slice(0, 260))) === null ? noSetup() : setupAnswer('text/plain; charset=utf-8', 'yes\n')
}
