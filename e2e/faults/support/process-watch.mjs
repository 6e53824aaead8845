// Reads the arguments and the environment of every process of this computer, the lab's machines included, over and over, until its
// standard input ends. First line in: a JSON list of words. Out: JSON of the programs that were seen and of every text that held a word.
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setImmediate as nextTurn } from 'node:timers/promises'

const lines = createInterface({ input: process.stdin })
let ended = false
lines.once('close', () => {
  ended = true
})
const words = JSON.parse(await new Promise((resolve) => lines.once('line', resolve)))
const programs = new Set()
const found = new Set()
let rounds = 0
process.stdout.write('watching\n')

while (!ended) {
  for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid)) look(pid)
  rounds++
  await nextTurn()
}
process.stdout.write(`${JSON.stringify({ rounds, programs: [...programs], found: [...found] })}\n`)

function look(pid) {
  for (const what of ['cmdline', 'environ']) {
    const text = read(`/proc/${pid}/${what}`)
    if (what === 'cmdline') programs.add(text.slice(0, text.indexOf('\0')))
    if (words.some((word) => text.includes(word))) found.add(`${what}: ${text.replaceAll('\0', ' ')}`)
  }
}

/** A process may be gone by now, or be on its way out. */
function read(path) {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code)) return ''
    throw error
  }
}
