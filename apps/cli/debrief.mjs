#!/usr/bin/env -S node --max-semi-space-size=8
// Plain JavaScript that old versions of Node can read: it finds Node 24 and hands over to the program itself.
// A small young generation (8 MB, above as in handOver) costs an import little time and saves it about 100 MB.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist, hasBuilt } from './built-program.mjs';

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major >= NEEDED) {
  const isBuilt = hasBuilt('main');
  if (isBuilt) module.enableCompileCache?.(join(dist, 'cache'));
  const { main } = await import(isBuilt ? './dist/main.js' : './src/main.ts');
  await main(() => import(isBuilt && hasBuilt('server') ? './dist/server.js' : '@debrief/server'));
} else {
  const node = pinnedNode();
  if (node) handOver(node);
  else {
    console.error(
      `debrief: Node ${NEEDED} is needed and this is ${process.versions.node}. Run "npm install" in the folder of Debrief, or install Node ${NEEDED}.`,
    );
    process.exitCode = 69;
  }
}

function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function handOver(node) {
  const child = spawn(
    node,
    ['--max-semi-space-size=8', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  const isTerminal = process.stdin.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both processes. Forwarding it would make it two, which means "stop
    // immediately".
    process.on(signal, () => void (signal === 'SIGINT' && isTerminal ? 0 : child.kill(signal)));
  }
  child.on('error', (error) => {
    console.error(`debrief: Node ${NEEDED} at ${node} cannot be started: ${error.message}`);
    process.exitCode = 69;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15);
  });
}
