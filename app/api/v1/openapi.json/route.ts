import { aboutOperations as api } from '#lib/web/api/about'
import { operations } from '#lib/web/api/registry'
import { openapiDocument } from '#lib/web/openapi'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.openapi, async () => ({ body: openapiDocument(operations, '/') }))
