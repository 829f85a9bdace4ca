const waiting = new Set<() => void>()

/** Runs callbacks after the next paint, so that nothing delays what the user sees; all of one frame together. */
export function afterPaint(act: () => void): void {
  // A hidden page is not painted, and need not wait.
  if (document.visibilityState === 'hidden') setTimeout(flush)
  else if (waiting.size === 0) requestAnimationFrame(() => setTimeout(flush))
  waiting.add(act)
}

function flush() {
  const acts = [...waiting]
  waiting.clear()
  for (const act of acts) act()
}
