import { periods } from '#lib/received-reports/summary-schema'

/** How many days back a page looks; 30 when its address says nothing that is known. */
export const daysOf = (text: string | string[] | undefined): number => periods.find((period) => String(period) === text) ?? 30
