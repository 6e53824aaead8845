'use client'

import { buttonClass } from '../ui/button-class'

const words = {
  en: {
    title: 'The panel could not be shown',
    body: 'Mail keeps flowing. Load the page again; if it happens again, look for the reference in the panel’s log.',
    reload: 'Load again',
  },
  es: {
    title: 'No se ha podido mostrar el panel',
    body: 'El correo sigue circulando. Vuelve a cargar la página; si se repite, busca la referencia en el registro del panel.',
    reload: 'Volver a cargar',
  },
}

/** Stands in for the whole document when even its frame failed, so it brings its few words itself, in both languages. */
export function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  const { title, body, reload } = typeof navigator !== 'undefined' && navigator.language.startsWith('es') ? words.es : words.en
  return (
    <html lang={title === words.es.title ? 'es' : 'en'}>
      <body>
        <main className="mx-auto flex max-w-2xl flex-col items-center px-4 py-24 text-center">
          <h1 className="font-semibold text-xl">{title}</h1>
          <p className="mt-1 max-w-md text-balance text-muted">{body}</p>
          {error.digest && <code className="mt-3 select-all rounded-sm bg-hover px-1.5 py-0.5 font-mono text-sm">{error.digest}</code>}
          <a href="/" className={`mt-5 ${buttonClass({ look: 'primary' })}`}>
            {reload}
          </a>
        </main>
      </body>
    </html>
  )
}
