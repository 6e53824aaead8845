// The lab that the product under test is on, and the two hosts of it that the panel manages: Debian 12 and Debian 13.
import { labUnderTest, openLab } from '../lab/lab.mjs'

export const managedHosts = ['mail1', 'mail3'] as const
export type ManagedHost = (typeof managedHosts)[number]

export const lab = openLab(labUnderTest)

export const nameOf = (host: ManagedHost): string => lab.fqdn(host)
