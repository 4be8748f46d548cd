import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    sourcemap: false,
    // Every file is served from the same place under a content policy: nothing is inlined as data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Of the thousands of icons only those that screens name are read.
      experimental: { lazyBarrel: true },
      // Core's rules and contracts (CEL, Ajv, RE2) are for hosts and the server; a module of theirs that no screen
      // uses must leave nothing behind.
      treeshake: {
        moduleSideEffects: (id) =>
          !/packages[\\/](core|contract)[\\/]|node_modules[\\/](ajv|re2js|@marcbachmann|@noble|zod|yaml)/.test(id),
      },
    },
  },
  server: {
    port: 4701,
    strictPort: true,
    proxy: { '/api': process.env['DAYSHIFT_SERVER'] ?? 'http://127.0.0.1:4700' },
  },
})
