/** Whoever wants to leave a draft sees first what cannot be kept as it is. Answers whether there was anything. */
export function focusInvalid(): boolean {
  const field = document.querySelector<HTMLElement>('[data-draft][aria-invalid=true]')
  field?.focus()
  return field !== null
}
