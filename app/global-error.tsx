'use client'

import { GlobalErrorPage } from '#components/shell/global-error-page'
import './globals.css'

export default GlobalErrorPage
