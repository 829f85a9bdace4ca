import { useEffect, useEffectEvent } from 'react'
import { tinykeys } from 'tinykeys'
import type { CommandRegistry } from '../command-registry.ts'
import * as preferences from '../preferences.ts'
import { useWorkspace } from '../workspace.ts'
import { bindingOf, isCharacters, isOfLayout, mayRepeat, mayRun } from './bindings.ts'
import { isModalOpen, isWriting } from './place-of-keys.ts'

/** Binds the keys of every registered command, on the whole page, unless something covers it. */
export function useKeys(isCovered: () => boolean): void {
  const { registry } = useWorkspace()
  const covered = useEffectEvent(isCovered)
  useEffect(() => bindAll(registry, () => covered() || isModalOpen()), [registry])
}

/**
 * Sequences are bound apart from single presses and before them, because their second key may be a shortcut itself.
 * They stay bound while commands come and go, or a half-typed sequence would be lost when it leaves the page.
 */
function bindAll(registry: CommandRegistry, isCovered: () => boolean): () => void {
  const sequences = new Set<string>()
  const singles = () => keysIn(registry).filter((keys) => !isSequence(keys))
  let release: (() => void)[] = []

  function bind() {
    for (const stop of release) stop()
    for (const keys of keysIn(registry)) if (isSequence(keys)) sequences.add(keys)
    release = [on([...sequences], endSequence), on(singles())]
  }
  /** tinykeys mistakes the keys of a sequence for the start of others, unless bound anew. */
  const endSequence = () => queueMicrotask(bind)

  function rebind() {
    const isNew = (keys: string) => isSequence(keys) && !sequences.has(keys)
    if (keysIn(registry).some(isNew)) return bind()
    release[1]?.()
    release[1] = on(singles())
  }

  const on = (all: readonly string[], then?: () => void) =>
    tinykeys(
      window,
      Object.fromEntries(
        all.map((keys) => [
          bindingOf(keys),
          (event: KeyboardEvent) => {
            if (run(event, keys, registry, isCovered())) then?.()
          },
        ]),
      ),
      { ignore: isNoPress },
    )

  bind()
  const leave = registry.all.subscribe(rebind)
  return () => {
    leave()
    for (const stop of release) stop()
  }
}

const keysIn = (registry: CommandRegistry) => registry.all.get().flatMap(({ keys = [] }) => keys)
const isSequence = (keys: string) => keys.includes(' ')

function run(event: KeyboardEvent, keys: string, registry: CommandRegistry, isCovered: boolean) {
  if (event.repeat && !mayRepeat(keys)) return false
  if (isCharacters(keys) && !isOfLayout(event)) return false
  const setting = {
    isWriting: isWriting(event.target),
    isCovered,
    hasShortcuts: preferences.get().shortcuts,
  }
  if (!mayRun(keys, setting)) return false
  // Of several, the latest registration wins: it is closest to the user.
  const command = registry.all
    .get()
    .findLast((one) => one.keys?.includes(keys) && (one.isAvailable?.() ?? true))
  if (!command) return false
  event.preventDefault()
  command.run()
  return true
}

/** Something else has handled the key, or an input method is using it. */
const isNoPress = (event: KeyboardEvent) =>
  event.defaultPrevented || event.isComposing || event.keyCode === 229
