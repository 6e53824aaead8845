// The lab that the product under test is on, and the two hosts of it that the panel manages: Debian 12 and Debian 13.
import { type LabName, openLab } from '../lab/lab.mjs'

export const managedHosts = ['mail1', 'mail3'] as const
export type ManagedHost = (typeof managedHosts)[number]

export const lab = openLab((process.env.POSTERN_LAB ?? 'test') as LabName)

export const nameOf = (host: ManagedHost): string => lab.fqdn(host)
