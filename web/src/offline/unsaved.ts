// Words that a reload would lose. Fields outside of forms save when they are left; forms when they are sent.
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

/** Whether a form that was not sent yet has words in it. */
export function hasUnsaved(): boolean {
  for (const field of typedIn) if (!field.isConnected || !field.value) typedIn.delete(field)
  return typedIn.size > 0
}

/** Resolves when what was being typed is saved, and no form has words in it. */
export async function settled(): Promise<void> {
  for (;;) {
    if (document.activeElement instanceof HTMLElement && !hasUnsaved()) {
      document.activeElement.blur()
    }
    await aWhile()
    if (!hasUnsaved()) return
  }
}

/** Time enough for what leaving a field writes into the browser's database. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 100))
