import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin, type Rolldown } from 'vite'

const root = import.meta.dirname
const worker = resolve(root, 'src/offline/service-worker.ts')
const data = resolve(root, 'src/data')
const domain = resolve(root, '../worker/domain')

export default defineConfig(({ mode }) => {
  const apiUrl = loadEnv(mode, root).VITE_API_URL || 'http://127.0.0.1:8787'
  return {
    root,
    cacheDir: resolve(root, '../node_modules/.vite'),
    plugins: [parts(), react(), tailwindcss(), shell(), headers(new URL(apiUrl).origin)],
    // React has this built in; the router bundles a copy for older versions.
    resolve: { alias: [{ find: /^use-sync-external-store\/shim.*/, replacement: 'react' }] },
    define: { 'import.meta.env.VITE_API_URL': JSON.stringify(apiUrl) },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      sourcemap: false,
      // Code that every page needs is one file; the rest loads on demand.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: nameOfChunk, debugName: 'app' }] } },
      },
      // The page loads all styles, so no part waits for its own.
      cssCodeSplit: false,
      modulePreload: {
        // Every supported browser has it.
        polyfill: false,
        // Vite lists the files of a part only if there are several.
        resolveDependencies: (file, files, { hostType }) =>
          hostType === 'js' && files.length === 0 ? [file] : files,
      },
    },
    server: { host: '127.0.0.1', port: Number(process.env.WEB_PORT || 5173), strictPort: true },
  }
})

type Modules = { getModuleInfo: Rolldown.GetModuleInfo }

/** The code that every page loads right after the first paint: one file instead of a dozen. */
const soon = [
  'commands/commands.tsx',
  'frame/sides.tsx',
  'frame/sync-trouble.tsx',
  'frame/undo-toast.tsx',
  'lists/list-palette-commands.tsx',
  'lists/list-nav.tsx',
  'offline/update-notice.tsx',
  'pickers/pickers.tsx',
  'quick-add/quick-add.tsx',
  'session/account-bar.tsx',
  'tasks/row-actions.tsx',
].map((path) => resolve(root, 'src', path))

/**
 * `app`: reached from the entry without an `import()`; `soon`: reached from what loads right after it; `data`: the data
 * layer's engine.
 */
function nameOfChunk(id: string, modules: Modules): string | null {
  // All icons are exported by one file, and few are needed.
  if (id.includes('/lucide-react/dist/esm/icons/')) return null
  const seen = new Set([id])
  for (const module of seen) {
    // The service worker is a single file.
    if (module === worker) return null
    const info = modules.getModuleInfo(module)
    if (info?.isEntry) return 'app'
    for (const importer of info?.importers ?? []) seen.add(importer)
  }
  const isOfData = id.startsWith(domain) && [...seen].some((one) => one.startsWith(data))
  if (id.startsWith(data) || isOfData) return 'data'
  return soon.some((path) => seen.has(path)) ? 'soon' : null
}

/** Vite preloads the files of a part as modules, which browsers try only once; web/src/bring-part.ts retries. */
function parts(): Plugin {
  const vites = '\0vite/preload-helper.js'
  const ours = resolve(root, 'src/bring-part.ts')
  return {
    name: 'duly-parts',
    apply: 'build',
    enforce: 'pre',
    // Vite takes what follows for part of the import, and would not report failed files to it.
    transform(code, id) {
      const isFollowed = id.startsWith(root) && /\bimport\([^()]*\)\s*\.then\(/.test(code)
      if (isFollowed) throw new Error(`${id}: await the import() before anything is done with it.`)
    },
    load(id) {
      if (id === vites) return `export { bringPart as __vitePreload } from ${JSON.stringify(ours)}`
    },
    generateBundle(_, bundle) {
      const isIn = Object.values(bundle).some(
        (file) => file.type === 'chunk' && file.moduleIds.includes(ours),
      )
      if (!isIn) throw new Error('The parts of the app come by other ways than bring-part.ts.')
    },
  }
}

/** Builds the service worker to /sw.js with the list of the build's files (docs/decisions/0013-service-worker.md). */
function shell(): Plugin {
  return {
    name: 'duly-shell',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: worker, fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post',
      handler: async (_, bundle) => {
        const files = new Map<string, string | Uint8Array>()
        for (const [path, file] of Object.entries(bundle)) {
          files.set(path, file.type === 'chunk' ? file.code : file.source)
        }
        for (const path of await publicFiles()) {
          files.set(path, await readFile(resolve(root, 'public', path)))
        }
        const hash = createHash('sha256')
        for (const path of [...files.keys()].sort()) hash.update(path).update(files.get(path) ?? '')
        // The host's settings are not files of the site; as part of the name, a change of them is a new version too.
        const isForOthers = (path: string) =>
          path.startsWith('_') || /^(sw\.js|robots\.txt|.*404\.html)$/.test(path)
        const hashes = [...files]
          .filter(([path]) => !isForOthers(path))
          // The host redirects /index.html to /, and a redirected response cannot answer a navigation.
          .map(([path, file]) => [path === 'index.html' ? '/' : `/${path}`, hashOf(file)] as const)
        const page = String(files.get('index.html')).split('\n')
        const list = {
          name: `duly-shell-${hash.digest('hex').slice(0, 16)}`,
          files: Object.fromEntries(hashes.sort()),
          page: page.map((line) => line.trim()).filter(Boolean),
        }
        const chunk = bundle['sw.js']
        if (chunk?.type !== 'chunk') throw new Error('The build has no service worker.')
        if (chunk.imports.length > 0) throw new Error('The service worker is one file.')
        const [before, after, ...more] = chunk.code.split('__SHELL__')
        if (after === undefined || more.length > 0) throw new Error('The list has one place.')
        chunk.code = before + JSON.stringify(list) + after
      },
    },
  }
}

const hashOf = (file: string | Uint8Array) => createHash('sha256').update(file).digest('base64')

async function publicFiles(): Promise<string[]> {
  const found = await readdir(resolve(root, 'public'), { recursive: true, withFileTypes: true })
  const all = found.filter((one) => one.isFile())
  return all.map((one) => relative(resolve(root, 'public'), resolve(one.parentPath, one.name)))
}

/** Restricts the pages to this API, by its origin in the policy of `_headers`. */
function headers(apiOrigin: string): Plugin {
  let file = ''
  return {
    name: 'duly-headers',
    apply: 'build',
    configResolved: (config) => {
      file = resolve(config.root, config.build.outDir, '_headers')
    },
    writeBundle: async () => {
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('__API_ORIGIN__', apiOrigin))
    },
  }
}
