import { useSyncExternalStore } from 'react'
import type { Command } from '../command-registry.ts'
import * as preferences from '../preferences.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { KeysShown } from './keys-shown.tsx'
import { distinct } from './match.ts'

const groups: readonly Command['group'][] = ['Tasks', 'This page', 'Lists', 'Go to', 'Duly']

/** All shortcuts that work on this page. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const { registry } = useWorkspace()
  const { shortcuts } = useSyncExternalStore(preferences.subscribe, preferences.get)
  const all = useAtom(registry.all)
  const withKeys = distinct(all).filter(({ keys = [] }) => keys.length > 0)
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {!shortcuts && (
        <p className="mb-4 text-soft">
          Single-key shortcuts are off. Turn them on in Settings, under Appearance.
        </p>
      )}
      <section
        aria-label="All shortcuts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without a pointer, it is scrolled by keys.
        tabIndex={0}
        className="-mx-2 max-h-[60dvh] overflow-y-auto px-2 -outline-offset-2"
      >
        {groups.map((group) => {
          const commands = withKeys.filter((command) => command.group === group)
          if (commands.length === 0) return null
          return (
            <div key={group} className="mb-4">
              <h3 className="mb-1 text-13 text-soft">{group}</h3>
              <dl>
                {commands.map(({ id, title, keys = [] }) => (
                  <div
                    key={id}
                    data-command={id}
                    className="flex min-h-8 items-center justify-between gap-4 border-line border-t py-1"
                  >
                    <dt className="min-w-0">{title}</dt>
                    <dd className="flex-none">
                      <KeysShown keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          )
        })}
      </section>
      <div className="flex justify-end pt-4">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  )
}
