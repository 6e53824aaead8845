/** Runs once in every panel process before it takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { markRequestOrigins } = await import('#lib/auth/request-origin')
  markRequestOrigins()
}
