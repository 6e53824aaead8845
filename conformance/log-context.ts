// Cases of logs say nothing about where and when they were read.
import type { LineContext } from '#lib/logs/line'

export const whenever: LineContext = { zone: 'UTC', reference: Date.UTC(2026, 0, 1) * 1000 }
