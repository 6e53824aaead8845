// A cell that a spreadsheet would take for a formula gets an apostrophe in front, and loses it when the file comes back: what was written
// by strangers must not run on the administrator's computer (OWASP "CSV injection"), and a file that went out must come in unchanged.
const formula = /^'*[=+\-@\t\r]/

export const safeCell = (text: string): string => (formula.test(text) ? `'${text}` : text)
export const plainCell = (text: string): string => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text)
