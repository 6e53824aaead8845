// Faults of a host, made with what a host has: a file system that is full, a program that fails. Each is undone by what `break` answers.
import { lab } from '#agent/testing/agent-on-host'
import type { Machine } from '../../lab/machine-under-test'

type Mend = () => Promise<void>

async function run(machine: Machine, argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(machine, argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr || stdout}`)
  return stdout
}

/**
 * The folder lies on a file system of its own from now on, with this many bytes free (whole pages). What is in it stays in it, also
 * afterwards.
 */
export async function fillDisk(machine: Machine, folder: string, freeBytes: number): Promise<{ makeSpace: Mend; mend: Mend }> {
  const aside = `/root/aside${folder.replaceAll('/', '-')}`
  const filler = `${folder}/filler`
  const carry = async (from: string, into: string) => {
    await run(machine, ['/usr/bin/find', into, '-mindepth', '1', '-delete'])
    await run(machine, ['/usr/bin/cp', '-a', `${from}/.`, into])
  }
  const kiB = Number((await run(machine, ['/usr/bin/du', '-sk', folder])).split('\t')[0])
  const mount = ['/usr/bin/mount', '-t', 'tmpfs', '-o', `size=${2 * kiB + 8192}k,mode=0755`, 'tmpfs']
  const makeSpace = async () => void (await run(machine, ['/usr/bin/rm', '-f', filler]))
  const mend = async () => {
    await makeSpace()
    await carry(folder, aside)
    await run(machine, ['/usr/bin/umount', folder])
    await carry(aside, folder)
    await run(machine, ['/usr/bin/rm', '-rf', aside])
  }
  await run(machine, ['/usr/bin/rm', '-rf', aside])
  await run(machine, ['/usr/bin/cp', '-a', folder, aside])
  await run(machine, [...mount, folder])
  try {
    await carry(aside, folder)
    const pages = Number(await run(machine, ['/usr/bin/stat', '-f', '-c', '%a', folder]))
    await run(machine, ['/usr/bin/fallocate', '-l', String(pages * 4096 - freeBytes), filler])
  } catch (error) {
    await run(machine, ['/usr/bin/umount', folder])
    throw error
  }
  return { makeSpace, mend }
}

/** The program fails, saying `words`, when its first argument is `when`; else it does what it always did. `when` null: always. */
export async function failProgram(machine: Machine, program: string, when: string | null, words: string): Promise<Mend> {
  const name = program.slice(program.lastIndexOf('/') + 1)
  const [real, wrapper] = [`/root/real-${name}`, `/root/failing-${name}`]
  await run(machine, ['/usr/bin/cp', '-a', program, real])
  const condition = when === null ? 'true' : `[ "$1" = ${when} ]`
  await lab.writeFile(machine, wrapper, `#!/bin/sh\nif ${condition}; then echo '${words}' >&2; exit 1; fi\nexec ${real} "$@"\n`)
  await run(machine, ['/usr/bin/chmod', '0755', wrapper])
  await run(machine, ['/usr/bin/mount', '--bind', wrapper, program])
  return async () => {
    await run(machine, ['/usr/bin/umount', program])
    await run(machine, ['/usr/bin/rm', '-f', real, wrapper])
  }
}
