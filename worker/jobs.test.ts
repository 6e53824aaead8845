import { parseCrontab } from 'graphile-worker'
import { expect, it } from 'vitest'
import { jobs, timetable } from './jobs'

it('the timetable is one that the queue can read, and names jobs that there are', () => {
  expect(parseCrontab(timetable).filter(({ task }) => !(task in jobs))).toEqual([])
})
