import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin, type Rolldown } from 'vite'

const root = import.meta.dirname

export default defineConfig(({ mode }) => {
  const apiUrl = loadEnv(mode, root).VITE_API_URL || 'http://127.0.0.1:8787'
  return {
    root,
    cacheDir: resolve(root, '../node_modules/.vite'),
    plugins: [react(), tailwindcss(), headers(new URL(apiUrl).origin)],
    define: { 'import.meta.env.VITE_API_URL': JSON.stringify(apiUrl) },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      sourcemap: false,
      // What every page needs comes in one file; the rest when it is needed.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: nameOfChunk, debugName: 'app' }] } },
      },
      // It would fetch from our own origin, which the content policy does not let scripts do.
      modulePreload: { polyfill: false },
    },
    server: { host: '127.0.0.1', port: Number(process.env.WEB_PORT || 5173), strictPort: true },
  }
})

type Modules = { getModuleInfo: Rolldown.GetModuleInfo }

/** `app` for whatever is reached from the entry without an `import()`. */
function nameOfChunk(id: string, modules: Modules): string | null {
  // All icons are reached through one file, few of them needed.
  if (id.includes('/lucide-react/dist/esm/icons/')) return null
  const seen = new Set([id])
  for (const module of seen) {
    const info = modules.getModuleInfo(module)
    if (info?.isEntry) return 'app'
    for (const importer of info?.importers ?? []) seen.add(importer)
  }
  return null
}

/** Lets the pages talk to this API and to no other: the policy in `_headers` names its origin. */
function headers(apiOrigin: string): Plugin {
  let file = ''
  return {
    name: 'duly-headers',
    apply: 'build',
    configResolved: (config) => {
      file = resolve(config.root, config.build.outDir, '_headers')
    },
    closeBundle: async () => {
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('__API_ORIGIN__', apiOrigin))
    },
  }
}
