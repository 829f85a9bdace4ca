/** What scrolls an element: the nearest ancestor that says so by `data-scroller`, else the page. */
export const scrollerOf = (element: Element): HTMLElement =>
  element.closest<HTMLElement>('[data-scroller]') ?? document.documentElement
