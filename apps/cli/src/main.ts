import { describeConfig, readConfig } from '@debrief/server/config';
import { readLock } from '@debrief/server/lock';
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { createSink } from './sink.ts';
import { run } from './run.ts';
import { sendPlain } from './send-plain.ts';
import type { Deployment, Flags, World } from './world.ts';

type Server = typeof import('@debrief/server');

/** `loadServer` loads the server's code, which most commands don't need. */
export async function main(loadServer: () => Promise<Server>): Promise<void> {
  const world: World = {
    stdout: createSink(() => process.stdout),
    stderr: createSink(() => process.stderr),
    get canAsk() {
      return isatty(0) && isatty(2);
    },
    ask,
    env: process.env,
    // `performance` takes longer to load than a call.
    now: () => process.uptime() * 1000,
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    fetch: send,
    sendPlain,
    deploy: (flags) => deploy(flags, loadServer),
    onInterrupt,
    exitNow: (code) => process.exit(code),
  };
  process.exitCode = await run(process.argv.slice(2), world);
}

// With these two, fetch keeps no second copy of a streamed body for a redirect: a file of any size
// uses no memory.
const streamed: RequestInit = { redirect: 'error', window: null };

function send(request: Request): Promise<Response> {
  return fetch(request, request.body ? streamed : undefined);
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void {
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => process.off('SIGINT', listener).off('SIGTERM', listener);
}

async function deploy(
  flags: Partial<Flags>,
  loadServer: () => Promise<Server>,
): Promise<Deployment> {
  const config = readConfig({ flags, env: process.env });
  return {
    data: config.data,
    hasDatabaseUrl: config.databaseUrl !== null,
    settings: describeConfig(config),
    // On a terminal, only the line with the address is printed, unless something is wrong.
    serve: async () =>
      (await loadServer()).serve(
        config.from.logLevel === 'default' && process.stderr.isTTY
          ? { ...config, logLevel: 'warn' }
          : config,
      ),
    // The requests of a command are not interesting to its user.
    openDoor: async (isLong) => {
      // Optimizing the embedded database costs a short command more than it saves, above all memory.
      if (!isLong) setFlagsFromString('--no-wasm-dynamic-tiering');
      if (!isLong) setFlagsFromString('--no-wasm-tier-up');
      const { openDoor } = await loadServer();
      return openDoor(
        config.from.logLevel === 'default' ? { ...config, logLevel: 'error' } : config,
      );
    },
    readLock: () => readLock(config.data),
  };
}
