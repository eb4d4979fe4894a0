import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite --mode api-4311` proxies to a server on port 4311; without it, to the default port of `debrief serve`. */
export default defineConfig(({ mode }) => {
  const port = /^api-(\d+)$/.exec(mode)?.[1] ?? '4300';
  const proxy = { '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } };
  return {
    root: import.meta.dirname,
    plugins: [react(), tailwindcss()],
    server: { host: '127.0.0.1', port: 4310, proxy },
    preview: { host: '127.0.0.1', port: 4311, proxy },
    build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  };
});
