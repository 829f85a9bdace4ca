import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

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
      // It would fetch from our own origin, which the content policy does not let scripts do.
      modulePreload: { polyfill: false },
    },
    server: { host: '127.0.0.1', port: Number(process.env.WEB_PORT || 5173), strictPort: true },
  }
})

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
