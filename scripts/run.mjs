// Runs one program by absolute path with arguments (never a shell), an environment of its own, a deadline and a cap
// on output. Answers { code, signal, stdout, stderr }; `runOk` throws unless the exit code is 0.
import { spawn } from 'node:child_process'

const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', HOME: '/root' }

// What we started does not go on without us.
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill()
})

export function run(argv, { stdin, deadlineMs = 60_000, outputBytesMax = 16 << 20, env = ENVIRONMENT, cwd, encoding = 'utf8' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] })
    running.add(child)
    child.once('exit', () => running.delete(child))
    const streams = { stdout: [], stderr: [] }
    let bytes = 0
    let complaint = null
    const stop = (why) => {
      complaint ??= why
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop(`no answer within ${deadlineMs} ms`), deadlineMs)
    for (const name of ['stdout', 'stderr'])
      child[name].on('data', (chunk) => {
        bytes += chunk.length
        if (bytes > outputBytesMax) stop(`more than ${outputBytesMax} bytes of output`)
        else streams[name].push(chunk)
      })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.stdin.on('error', (error) => {
      // A program that ends without reading its input is judged by its exit code.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (complaint !== null) reject(new Error(`${argv.join(' ')}: ${complaint}`))
      else {
        const text = (name) => (encoding === 'buffer' ? Buffer.concat(streams[name]) : Buffer.concat(streams[name]).toString(encoding))
        resolve({ code: code ?? 128, signal, stdout: text('stdout'), stderr: text('stderr') })
      }
    })
    child.stdin.end(stdin ?? '')
  })
}

export async function runOk(argv, options) {
  const result = await run(argv, options)
  if (result.code !== 0)
    throw new Error(`${argv.join(' ')} ended with ${result.code}: ${String(result.stderr).trim() || String(result.stdout).trim()}`)
  return result.stdout
}
