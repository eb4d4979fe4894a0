#!/usr/bin/env -S MALLOC_TRIM_THRESHOLD_=8388608 node --max-semi-space-size=8
// Plain JavaScript that old versions of Node can read: it finds Node 24 and hands over to the program itself.
// The first line has the settings of node-memory.mjs.
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  const { dist, hasBuilt } = await import('./built-program.mjs');
  const isBuilt = hasBuilt('main');
  // `import` would read every export of Node's module, and that loads a part of Node.
  if (isBuilt) process.getBuiltinModule('node:module').enableCompileCache(`${dist}/cache`);
  const { main } = await import(isBuilt ? './dist/main.js' : './src/main.ts');
  await main(() => import(isBuilt && hasBuilt('server') ? './dist/server.js' : '@debrief/server'));
} else {
  const { runOnPinnedNode } = await import('./pinned-node.mjs');
  runOnPinnedNode(new URL(import.meta.url), NEEDED);
}
