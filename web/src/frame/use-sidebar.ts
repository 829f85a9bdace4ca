import { useSyncExternalStore } from 'react'
import type { Command } from '../commands.ts'
import * as preferences from '../preferences.ts'

export function useSidebar() {
  const { isSidebarFolded } = useSyncExternalStore(preferences.subscribe, preferences.get)
  const toggle = () => preferences.set({ isSidebarFolded: !isSidebarFolded })
  const command: Command = {
    id: 'sidebar.fold',
    title: isSidebarFolded ? 'Show the sidebar' : 'Hide the sidebar',
    group: 'Duly',
    keys: ['['],
    run: toggle,
  }
  return {
    isFolded: isSidebarFolded,
    fold: () => preferences.set({ isSidebarFolded: true }),
    unfold: () => preferences.set({ isSidebarFolded: false }),
    command,
  }
}
