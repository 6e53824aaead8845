// Memory of a process as the kernel accounts for it (proc(5): VmRSS now, VmHWM at its peak).
import { readFileSync } from 'node:fs'
import type { Lab, MachineName } from '../e2e/lab/lab.mjs'

export type Memory = { nowBytes: number; peakBytes: number }

const bytesOf = (status: string, field: string): number => {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]
  if (!kibibytes) throw new Error(`the kernel tells no ${field}`)
  return Number(kibibytes) * 1024
}

const memoryOfStatus = (status: string): Memory => ({ nowBytes: bytesOf(status, 'VmRSS'), peakBytes: bytesOf(status, 'VmHWM') })

/** A process of ours, by the file that names it. */
export function memoryOfPidFile(file: string): Memory {
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number }
  return memoryOfStatus(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

/** The agents that serve the panel's channels on that host, together. */
export async function memoryOfAgent(lab: Lab, machine: MachineName): Promise<Memory> {
  const { stdout } = await lab.exec(machine, ['/usr/bin/pgrep', '-f', '^/usr/bin/node .*postern-agent.cjs'])
  const pids = stdout.split('\n').filter((line) => line !== '')
  if (pids.length === 0) throw new Error(`no agent runs on ${machine}`)
  const statuses = await Promise.all(pids.map((pid) => lab.readFile(machine, `/proc/${pid}/status`)))
  const memories = statuses.map(memoryOfStatus)
  return {
    nowBytes: memories.reduce((sum, { nowBytes }) => sum + nowBytes, 0),
    peakBytes: memories.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
  }
}
