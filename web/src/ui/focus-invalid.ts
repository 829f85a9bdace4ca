/** Focuses the first invalid draft before the user leaves. Returns whether there was one. */
export function focusInvalid(): boolean {
  const field = document.querySelector<HTMLElement>('[data-draft][aria-invalid=true]')
  field?.focus()
  return field !== null
}
