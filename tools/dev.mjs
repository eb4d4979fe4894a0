// `npm run dev`: the server, restarted at each change, and the web application with hot reload in
// front of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeMemory } from '../apps/cli/node-memory.mjs';
import { ensureInstalled, pinned, root } from './set-up.mjs';

ensureInstalled();
const server = [
  '--watch',
  ...nodeMemory.args,
  join(root, 'apps', 'cli', 'debrief.mjs'),
  'serve',
  ...process.argv.slice(2),
];
const web = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), join(root, 'apps', 'web')];
const children = [server, web].map((args) => spawn(pinned, args, { cwd: root, stdio: 'inherit' }));

/** One is useless without the other: if one exits, so does the other. */
let isEnding = false;
function end(code) {
  if (isEnding) return;
  isEnding = true;
  for (const child of children) child.kill('SIGTERM');
  process.exitCode = code;
}
for (const child of children) child.on('exit', (code) => end(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
