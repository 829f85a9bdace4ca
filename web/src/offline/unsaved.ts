// Text that a reload would lose. Fields outside of forms save when they lose the focus; forms save when they are sent.
type Field = HTMLInputElement | HTMLTextAreaElement

const typedIn = new Set<Field>()

document.addEventListener(
  'input',
  ({ target }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    if (isField && target.form && target.type !== 'search') typedIn.add(target)
  },
  true,
)

/** Whether an unsent form contains text. */
export function hasUnsaved(): boolean {
  for (const field of typedIn) if (!field.isConnected || !field.value) typedIn.delete(field)
  return typedIn.size > 0
}

/** Resolves when everything typed is saved, and no form contains text. */
export async function whenNothingUnsaved(): Promise<void> {
  for (;;) {
    if (document.activeElement instanceof HTMLElement && !hasUnsaved()) {
      document.activeElement.blur()
    }
    await aWhile()
    if (!hasUnsaved()) return
  }
}

/** Enough time for IndexedDB to save what a field wrote on leaving. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 100))
