import { useSyncExternalStore } from 'react'
import type { Command } from '../command-registry.ts'
import * as preferences from '../preferences.ts'

export const useIsFolded = () =>
  useSyncExternalStore(preferences.subscribe, () => preferences.get().isSidebarFolded)

export function useSidebar() {
  const isSidebarFolded = useIsFolded()
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
