/** What all single-line controls share. `aria-invalid` paints the error, so a control needs no second way to be told. */
export const controlClass = [
  'w-full min-w-0 rounded-md bg-surface text-ink inset-ring inset-ring-edge/75 transition-shadow',
  'hover:inset-ring-edge focus-visible:outline-offset-0',
  'disabled:bg-sunken disabled:text-faint aria-invalid:inset-ring-bad',
].join(' ')

export const lineControlClass = `${controlClass} h-8.5 px-3 text-base max-sm:h-10 max-sm:text-lg`
