import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/button.tsx'
import { focusPage } from '../ui/new-task-field.ts'
import { Notice } from '../ui/notice.tsx'
import { newVersion, putOff, takeOver, watch } from './new-version.ts'
import { hasUnsaved } from './unsaved.ts'

/** Offers a newer version. It loads only when the user says so, and loses nothing. */
export default function UpdateNotice() {
  const version = useSyncExternalStore(newVersion.subscribe, newVersion.get)
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (import.meta.env.MODE === 'production') void watch().catch(() => {})
  }, [])
  if (!version) return <div role="status" />

  function load() {
    const isUnsaved = hasUnsaved()
    setHeld(isUnsaved)
    if (!isUnsaved) takeOver()
  }

  return (
    <div role="status">
      <div className="arrives fixed inset-x-4 bottom-20 z-10 mx-auto max-w-md rounded-one border border-control bg-paper p-3 shadow-[0_8px_24px_var(--shade)]">
        <Notice
          tone="news"
          heir={focusPage}
          actions={
            <>
              <Button onClick={load}>Reload</Button>
              <Button look="plain" onClick={putOff}>
                Later
              </Button>
            </>
          }
        >
          A new version is ready. {isHeld && "Finish or clear what you're typing first."}
        </Notice>
      </div>
    </div>
  )
}
