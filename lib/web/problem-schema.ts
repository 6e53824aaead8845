import * as z from 'zod'
import { type FailureCode, failures } from '#lib/errors'

const errorItem = z.object({
  pointer: z.string().optional().describe('JSON Pointer into the body, as a URI fragment (RFC 6901)'),
  parameter: z.string().optional().describe('Name of a path or query parameter'),
  header: z.string().optional(),
  code: z.string(),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('What the sentence names, as data: `limitBytes` is a number of bytes'),
  detail: z.string(),
})

/** The shape of every answer that is no success (RFC 9457). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]),
  retry: z.boolean().describe('Whether the same request may succeed later'),
  subject: z.string().optional(),
  errors: z.array(errorItem).optional(),
  current: z.unknown().optional().describe('With `conflict`: what stands there now, who changed it, when, and which fields'),
  reference: z.string().optional().describe('Names this failure in the log of the panel'),
})
