// main.cf as postconf(5) reads it: a line that begins with a blank continues the one before, comments may stand in between, the last
// word on a setting counts.
export function readSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>()
  let name: string | null = null
  for (const line of text.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) continue
    if (/^\s/.test(line)) {
      if (name !== null) settings.set(name, `${settings.get(name)} ${line.trim()}`.trim())
      continue
    }
    const [, key, value] = /^([^\s=]+)\s*=\s*(.*)$/.exec(line) ?? []
    name = key ?? null
    if (key !== undefined) settings.set(key, (value ?? '').trim())
  }
  return settings
}
