/** How a person wants to see the panel. `system` follows their device and is the absence of a cookie. */
export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Readable by scripts: it is a preference, not a secret. The server reads it, so the first picture has the right colours. */
export const themeCookie = 'postern-theme'

export function themeFrom(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
