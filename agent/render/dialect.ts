/** Dovecot 2.4 renamed most settings; everything that is written for Dovecot is written in one of these two. */
export type Dialect = '2.3' | '2.4'
