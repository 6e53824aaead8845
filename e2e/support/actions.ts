// Every server action of the built panel, as its own manifest names them, and a call as the browser would make it.
import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'

type Manifest = { node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }> }

export type Action = { id: string /** One page on which it is known. */; path: string; name: string; file: string }

export const filled = (route: string) => route.replaceAll(/\[[^\]]+\]/g, 'x')

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../.next/server/server-reference-manifest.json', import.meta.url), 'utf8'))

export const actions: readonly Action[] = Object.entries(manifest.node).map(([id, { workers, filename, exportedName }]) => {
  const entry = Object.keys(workers)[0] ?? ''
  const path = entry
    .replace(/^app/, '')
    .replaceAll(/\/\([^)]*\)/g, '')
    .replace(/\/page$/, '')
  return { id, path: filled(path === '' ? '/' : path), name: exportedName, file: filename }
})

/** Next writes the arguments that an action uses into the first byte of its id: such a one throws, where others answer with a state. */
export const takesFormAlone = (id: string) => id.startsWith('40')

/** As React's encodeReply sends a form, with the state before it. */
export function callAction(context: APIRequestContext, { id, path }: Action, fields: Readonly<Record<string, string>>) {
  const idle = { status: 'idle', refusals: [], values: {} }
  const form = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`1_${name}`, value]))
  return context.post(path, {
    headers: { 'Next-Action': id, Origin: process.env.POSTERN_URL ?? '' },
    multipart: { ...form, '0': JSON.stringify(takesFormAlone(id) ? ['$K1'] : [idle, '$K1']) },
    maxRedirects: 0,
  })
}
