'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { makings, type Offered, places } from './places'

const Context = createContext<Offered>({ places: [], makings: [] })

/** What the navigation, the palette and the shortcuts offer below it. */
export function OfferedScope({ offered, children }: { offered: Offered; children: ReactNode }) {
  return <Context.Provider value={offered}>{children}</Context.Provider>
}

export function useOffered() {
  const offered = useContext(Context)
  return {
    has: offered.places,
    places: places.filter(({ key }) => offered.places.includes(key)),
    makings: makings.filter(({ key }) => offered.makings.includes(key)),
  }
}
