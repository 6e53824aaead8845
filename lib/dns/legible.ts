/** What is no character to look at, turns the text around it, or steers a terminal: records may hold anything. Lines of a policy stay lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
export const legible = (text: string): string => text.replace(unseen, '\ufffd')
