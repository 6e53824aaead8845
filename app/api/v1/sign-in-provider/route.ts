import { getProvider, updateProvider } from '#lib/oidc/settings'
import { providerOperations as api } from '#lib/web/api/sign-in-provider'
import { foundVersion, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor }) => foundVersion(await getProvider(actor)))
export const PATCH = apiRoute(api.update, async (call) => saved(call, await updateProvider(call.actor, call.version, call.body)))
