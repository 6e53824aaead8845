import * as z from 'zod'

export const sampleSpan = z.enum(['1h', '6h', '1d', '7d', '30d'])
export type SampleSpan = z.infer<typeof sampleSpan>
