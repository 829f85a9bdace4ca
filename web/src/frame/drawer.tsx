import { Menu, PanelLeftOpen } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../ui/button.tsx'
import { Logo } from '../ui/logo.tsx'
import { Sheet } from '../ui/sheet.tsx'

type Props = {
  isFolded: boolean
  onUnfold: () => void
  children: (close: () => void) => ReactNode
}

/** The sidebar behind a button: on small screens, and elsewhere while it is folded. */
export function Drawer({ isFolded, onUnfold, children }: Props) {
  const [path] = useLocation()
  // Closes after every navigation.
  const [openAt, setOpenAt] = useState<string | null>(null)
  const close = () => setOpenAt(null)
  return (
    <>
      <header className="flex min-h-12 items-center gap-2 border-line border-b px-2 md:hidden">
        <Button
          look="plain"
          aria-label="Menu"
          aria-haspopup="dialog"
          onClick={() => setOpenAt(path)}
        >
          <Menu aria-hidden className="size-5" />
        </Button>
        <Logo />
      </header>
      {isFolded && (
        <div className="absolute top-2 left-2 hidden md:block">
          <Button look="plain" aria-label="Show the sidebar" onClick={onUnfold}>
            <PanelLeftOpen aria-hidden className="size-4" />
          </Button>
        </div>
      )}
      {openAt === path && (
        <Sheet label="Menu" side="left" onClose={close}>
          {children(close)}
        </Sheet>
      )}
    </>
  )
}
