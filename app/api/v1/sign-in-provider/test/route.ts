import { checkProvider } from '#lib/oidc/check-provider'
import { providerOperations as api } from '#lib/web/api/sign-in-provider'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.test, async ({ actor }) => found(await checkProvider(actor)))
