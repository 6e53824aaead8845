import {
  AtSign,
  ChartSpline,
  DoorOpen,
  FileChartColumn,
  Globe,
  History,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  RadioTower,
  ScrollText,
  Server,
  Settings,
  ShieldAlert,
  UserRound,
  Users,
} from 'lucide-react'
import type { PlaceKey } from './places'

/** Apart from the places, so that the navigation gets them drawn by the server and carries no icon as script. */
export const placeIcons: Record<PlaceKey, LucideIcon> = {
  overview: LayoutDashboard,
  domains: Globe,
  mailboxes: Inbox,
  aliases: AtSign,
  groups: Users,
  traffic: ChartSpline,
  dns: RadioTower,
  unusual: ShieldAlert,
  reports: FileChartColumn,
  'sign-ins': DoorOpen,
  hosts: Server,
  changes: History,
  people: UserRound,
  audit: ScrollText,
  settings: Settings,
}
