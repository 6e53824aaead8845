import { parseCrontab } from 'graphile-worker'
import { expect, it } from 'vitest'
import { awaitedJobs, quietJobs, timetable } from './jobs'

it('the timetable is one that the queue can read, and names jobs of those who do them by time', () => {
  expect(parseCrontab(timetable).filter(({ task }) => !(task in quietJobs))).toEqual([])
})

it('each job is done by one kind of hands', () => {
  expect(Object.keys(quietJobs).filter((name) => name in awaitedJobs)).toEqual([])
})
