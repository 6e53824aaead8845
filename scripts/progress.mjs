// The list of steps that a person watches: a mark, what it is, how long it took. On a terminal running steps are redrawn in
// place; elsewhere (a log, a pipe) each step is one line when it ends.
const MARKS = { done: '✓', failed: '✗' }
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export function createProgress(out = process.stdout) {
  const live = Boolean(out.isTTY)
  const colour = (code, text) => (live && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text)
  const running = new Map()
  let drawn = 0
  let frame = 0
  let timer = null

  const erase = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`)
    drawn = 0
  }
  const draw = () => {
    if (!live) return
    erase()
    for (const [title, { started, note }] of running) {
      const text = `  ${SPINNER[frame % SPINNER.length]} ${title.padEnd(24)} ${seconds(started)} ${note}`
      out.write(`${text.slice(0, (out.columns ?? 80) - 1)}\n`)
      drawn++
    }
  }
  const tick = () => {
    frame++
    draw()
  }
  const print = (line) => {
    erase()
    out.write(`${line}\n`)
    draw()
  }

  return {
    print,
    /** Runs the work; it may tell what it is doing by `note(text)`. A string answer stands behind the step; one with `failed` marks it. */
    async step(title, work) {
      const state = { started: performance.now(), note: '' }
      running.set(title, state)
      if (live) timer ??= setInterval(tick, 100)
      const finish = (mark, code, text) => {
        running.delete(title)
        if (running.size === 0 && timer) timer = clearInterval(timer) ?? null
        print(`  ${colour(code, mark)} ${title.padEnd(24)} ${seconds(state.started)}${text ? ` ${colour(2, text)}` : ''}`)
      }
      try {
        const answer = await work((text) => {
          state.note = text
        })
        if (answer?.failed) finish(MARKS.failed, 31, '')
        else finish(MARKS.done, 32, typeof answer === 'string' ? answer : '')
        return answer
      } catch (error) {
        finish(MARKS.failed, 31, '')
        throw error
      }
    },
    stop: () => {
      if (timer) timer = clearInterval(timer) ?? null
      erase()
    },
  }
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`
}
