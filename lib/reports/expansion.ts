// Counts what a report expands to, over all its files, and ends it before a bomb goes off.
import type { ReportLimits } from './limits'
import { RefusedReport } from './refusal'

export class Expansion {
  private expanded = 0

  constructor(
    private readonly packed: number,
    private readonly limits: ReportLimits,
  ) {}

  /** How much more may come. */
  get left(): number {
    const { expandedMax, ratioMax, ratioFrom } = this.limits
    return Math.max(0, Math.min(expandedMax, Math.max(ratioFrom, this.packed * ratioMax)) - this.expanded)
  }

  add(bytes: number): void {
    if (bytes > this.left) this.refuse()
    this.expanded += bytes
  }

  refuse(): never {
    throw new RefusedReport('report_expands_too_far', { packed: this.packed, most: this.left + this.expanded })
  }
}
