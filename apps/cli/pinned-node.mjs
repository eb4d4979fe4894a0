// What the launcher runs on old versions of Node: the installed Node 24 takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeMemory } from './node-memory.mjs';

/** Runs the launcher again on the pinned Node, or says which Node is needed. */
export function runOnPinnedNode(launcher, needed) {
  const node = findPinnedNode();
  if (node) return handOver(node, launcher, needed);
  console.error(
    `debrief: Node ${needed} is needed and this is ${process.versions.node}. Run "npm install" in the folder of Debrief, or install Node ${needed}.`,
  );
  process.exitCode = 69;
}

function findPinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function handOver(node, launcher, needed) {
  const child = spawn(
    node,
    [...nodeMemory.args, fileURLToPath(launcher), ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...nodeMemory.env, ...process.env } },
  );
  const isTerminal = process.stdin.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both processes. Forwarding it would make it two, which means "stop
    // immediately".
    process.on(signal, () => void (signal === 'SIGINT' && isTerminal ? 0 : child.kill(signal)));
  }
  child.on('error', (error) => {
    console.error(`debrief: Node ${needed} at ${node} cannot be started: ${error.message}`);
    process.exitCode = 69;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15);
  });
}
