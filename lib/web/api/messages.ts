import { eraseInput, logFilter, logLineView, messageFilter, messageRow, messageView, programView, readingView } from '#lib/messages/schema'
import { traceSettingsView, updateTraceSettingsInput } from '#lib/traces/settings-schema'
import { operation } from '../operation'
import { all, idOnly, listed, nothing, one, pageQuery, saved } from './envelope'

const tag = 'Messages'
const settings = traceSettingsView.meta({ id: 'TraceSettings' })
const settingsPath = '/api/v1/trace-settings'

export const messageOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/messages',
    name: 'listMessages',
    tag,
    summary:
      'Messages and what became of them, newest first; also those that were refused. A page of a search that many messages almost match may be short or empty: while it has a next one, there may be more',
    access: 'message.read',
    query: pageQuery.extend(messageFilter.shape),
    response: listed(messageRow.meta({ id: 'MessageRow' })),
  }),
  get: operation({
    method: 'GET',
    path: '/api/v1/messages/{id}',
    name: 'getMessage',
    tag,
    summary: 'The whole story of a message: attempts, verdicts, advice, and the lines of the log that say so',
    access: 'message.read',
    params: idOnly,
    response: one(messageView.meta({ id: 'Message' })),
  }),
  lines: operation({
    method: 'GET',
    path: '/api/v1/log-lines',
    name: 'listLogLines',
    tag,
    summary: 'Lines of the logs of all hosts, newest first, looked through a part at a time: there may be more although a page is empty',
    access: 'log.read',
    query: pageQuery.extend(logFilter.shape),
    response: listed(logLineView.meta({ id: 'LogLine' })),
  }),
  programs: operation({
    method: 'GET',
    path: '/api/v1/log-programs',
    name: 'listLogPrograms',
    tag,
    summary: 'Lines of the last seven days by program, and how many of them were not understood',
    access: 'log.read',
    response: all(programView.meta({ id: 'LogProgram' })),
  }),
  readings: operation({
    method: 'GET',
    path: '/api/v1/log-readings',
    name: 'listLogReadings',
    tag,
    summary: 'Up to where the logs of each host were read',
    access: 'log.read',
    response: all(readingView.meta({ id: 'LogReading' })),
  }),
  erase: operation({
    method: 'POST',
    path: '/api/v1/traces/erase',
    name: 'eraseTraces',
    tag,
    summary: 'Take an address out of all lines and messages that are kept; the worker does it',
    access: 'message.write',
    body: eraseInput,
    response: saved(nothing),
  }),
  settings: operation({
    method: 'GET',
    path: settingsPath,
    name: 'getTraceSettings',
    tag: 'Settings',
    summary: 'How long lines and messages are kept',
    access: 'settings.read',
    response: one(settings),
    tagged: true,
  }),
  updateSettings: operation({
    method: 'PATCH',
    path: settingsPath,
    name: 'updateTraceSettings',
    tag: 'Settings',
    summary: 'Change what is named',
    access: 'settings.write',
    body: updateTraceSettingsInput,
    response: saved(settings),
    tagged: true,
    precondition: true,
  }),
}
