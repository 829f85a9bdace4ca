import { useEffect, useRef } from 'react'
import type { Command } from './command-registry.ts'
import { useWorkspace } from './workspace.ts'

/** Registers commands while the component is mounted. They may close over anything: the latest render's are run. */
export function useCommands(commands: readonly Command[]): void {
  const { registry } = useWorkspace()
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const shape = JSON.stringify(
    commands.map(({ id, title, group, keys }) => [id, title, group, keys]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only where they are others to the eye.
  useEffect(() => {
    const now = (id: string) => latest.current.find((command) => command.id === id)
    return registry.add(
      latest.current.map((command) => ({
        ...command,
        isAvailable: () => now(command.id)?.isAvailable?.() ?? now(command.id) !== undefined,
        run: () => now(command.id)?.run(),
      })),
    )
  }, [registry, shape])
}
