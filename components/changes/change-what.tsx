import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'
import type { Tone } from '#components/ui/status'
import type messages from '../../messages/en/changes.json'

type Kind = keyof (typeof messages)['kind']
type Verb = keyof (typeof messages)['verb']

const toneOf: Partial<Record<Verb, Tone>> = {
  create: 'good',
  import: 'good',
  restore: 'good',
  delete: 'bad',
  purge: 'bad',
  remove: 'bad',
  revoke: 'bad',
}

/** `mailbox.create` in words: what was done, and to what kind of thing. A word that is not in the catalogue is shown as it was recorded. */
export function ChangeWhat({ action, kind }: { action: string; kind: string }) {
  const t = useTranslations('changes')
  const verb = action.slice(action.indexOf('.') + 1)
  const known = isVerb(verb, t.has)
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap" title={action}>
      <Badge tone={known ? (toneOf[verb] ?? 'neutral') : 'neutral'}>{known ? t(`verb.${verb}`) : verb}</Badge>
      <span className="text-muted">{isKind(kind, t.has) ? t(`kind.${kind}`) : kind}</span>
    </span>
  )
}

const isVerb = (verb: string, has: (key: `verb.${Verb}`) => boolean): verb is Verb => !verb.includes('.') && has(`verb.${verb as Verb}`)
const isKind = (kind: string, has: (key: `kind.${Kind}`) => boolean): kind is Kind => !kind.includes('.') && has(`kind.${kind as Kind}`)
