/** Vite's `import.meta.glob`: the texts of files, by path. */
interface ImportMeta {
  glob(
    patterns: string | readonly string[],
    options: { query: '?raw'; import: 'default'; eager: true },
  ): Record<string, string>
}

declare module '*?raw' {
  const text: string
  export default text
}
