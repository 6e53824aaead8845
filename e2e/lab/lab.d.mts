export type LabName = 'sandbox' | 'test' | 'test2' | 'test3'
export type MachineName = 'dns' | 'mail1' | 'mail2' | 'mail3' | 'web'

export interface RunOptions {
  stdin?: string | Buffer
  /** The program is killed and the call rejects after this time; 60 s when not given. */
  deadlineMs?: number
  outputBytesMax?: number
}
export interface RunResult {
  /** Exit code; 128 when a signal ended it. */
  code: number
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}
export interface MachineStatus {
  machine: MachineName
  /** `off`, or what `systemctl is-system-running` says. */
  state: string
  address: string
  leader: number | null
}

export interface Lab {
  name: LabName
  paths: {
    ca: string
    adminKey: string
    adminPublicKey: string
    /** The machines' host keys in OpenSSH's form. */
    knownHosts: string
    hostKey(machine: MachineName): string
    hostPublicKey(machine: MachineName): string
    certificate(machine: MachineName): string
    privateKey(machine: MachineName): string
  }
  /** here: this computer in the lab; hub: an unrelated computer; stranger: one without a PTR record; authority: the name server of every zone. */
  addresses: { here: string; hub: string; stranger: string; resolver: string; authority: string }
  /** Changes `updated.test` on it. */
  updateKey: { name: string; secret: string }
  address(machine: MachineName): string
  address6(machine: MachineName): string
  fqdn(machine: MachineName): string
  /** Runs argv[0] (an absolute path) on the machine as root. Resolves whatever the exit code is. */
  exec(machine: MachineName, argv: string[], options?: RunOptions): Promise<RunResult>
  /** The same as the unrelated computer `hub`, with this computer's programs. */
  hub(argv: string[], options?: RunOptions): Promise<RunResult>
  readFile(machine: MachineName, path: string): Promise<string>
  writeFile(machine: MachineName, path: string, content: string | Buffer): Promise<void>
  cutNetwork(machine: MachineName): Promise<void>
  restoreNetwork(machine: MachineName): Promise<void>
  /** Power off at once, forget everything, boot as if never touched; keys stay the same. */
  reset(machine: MachineName): Promise<void>
  status(): Promise<MachineStatus[]>
}

/** Idempotent: starts what does not run, and waits until every machine answers on its ports. */
export function up(options: {
  name: LabName
  machines?: MachineName[]
  /** Forget what the machines wrote before. */
  fresh?: boolean
  onProgress?: (machine: MachineName) => void
}): Promise<Lab>
/** Stops every machine; leaves no process, mount, namespace, control group, route or link. */
export function down(options: { name: LabName; wipe?: boolean }): Promise<void>
/** The lab that tests, pictures and the bench use: POSTERN_LAB, or `test`. */
export const labUnderTest: LabName
/** A handle on a lab that may or may not run; touches nothing. */
export function openLab(name: LabName): Lab
export function status(name: LabName): Promise<MachineStatus[]>
