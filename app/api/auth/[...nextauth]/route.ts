import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/next-auth'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

// The options are made per request, so that a build needs no secret.
const handler = (request: NextRequest, context: Context): Promise<Response> => NextAuth(request, context, authOptions())

export { handler as GET, handler as POST }
