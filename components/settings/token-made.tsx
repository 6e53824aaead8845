'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { CopyButton } from '#components/ui/copy-button'

export interface MadeToken {
  readonly name: string
  readonly token: string
}

/** The token, in clear, once. */
export function TokenMade({ made, publicUrl, onDone }: { made: MadeToken; publicUrl: string; onDone: () => void }) {
  const t = useTranslations('settings.tokens')
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft py-2.5 pr-2.5 pl-4">
        <code className="min-w-0 flex-1 basis-60 select-all break-all font-mono">{made.token}</code>
        <CopyButton value={made.token} label={t('copy')} />
      </div>
      <div>
        <p className="mb-1 text-muted text-sm">{t('try')}</p>
        {/* In the environment, not in the arguments: those can be read by everyone on the machine. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken px-4 py-2.5 font-mono text-sm inset-ring inset-ring-line">
          {`export POSTERN_URL=${publicUrl}\nread -rs POSTERN_TOKEN && export POSTERN_TOKEN\nnpm run cli -- domain list`}
        </pre>
      </div>
      <div>
        <Button look="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
