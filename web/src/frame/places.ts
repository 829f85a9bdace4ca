import { CalendarDays, CircleCheckBig, Inbox, Search, Settings, Sun, Trash2 } from 'lucide-react'

export const places = [
  { path: '/search', word: 'Search', Icon: Search, keys: ['/', 'g s'] },
  { path: '/inbox', word: 'Inbox', Icon: Inbox, keys: ['g i'] },
  { path: '/dashboard', word: 'Today', Icon: Sun, keys: ['g t'] },
  { path: '/upcoming', word: 'Upcoming', Icon: CalendarDays, keys: ['g u'] },
  { path: '/completed', word: 'Completed', Icon: CircleCheckBig, keys: ['g c'] },
  { path: '/trash', word: 'Trash', Icon: Trash2, keys: ['g x'] },
  { path: '/settings', word: 'Settings', Icon: Settings, keys: ['g ,'] },
] as const
