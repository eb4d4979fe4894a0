import { toRequest } from '@debrief/client';
import { expect } from 'vitest';
import { run } from '../run.ts';
import type { Sink } from '../sink.ts';
import type { Deployment, Flags, World } from '../world.ts';
import type { Door } from '../world.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface FakeWorld {
  world: World;
  interrupt: () => void;
  deployedWith: Partial<Flags>[];
  exits: number[];
  run: (...parameters: string[]) => Promise<Ran>;
}

interface FakeOptions {
  door: Door;
  isTerminal?: boolean;
  env?: NodeJS.ProcessEnv;
  answer?: string;
  deployment?: Partial<Deployment>;
  fetch?: World['fetch'];
}

export function fakeWorld(options: FakeOptions): FakeWorld {
  const { door, isTerminal = false } = options;
  const written = { out: '', err: '' };
  const listeners = new Set<(signal: 'SIGINT') => void>();
  const deployedWith: Partial<Flags>[] = [];
  const exits: number[] = [];
  let now = 0;
  const sink = (name: 'out' | 'err'): Sink => ({
    isTerminal,
    columns: () => (isTerminal ? 80 : Infinity),
    async write(chunk) {
      written[name] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    },
  });
  const world: World = {
    stdout: sink('out'),
    stderr: sink('err'),
    canAsk: isTerminal,
    ask: async () => options.answer ?? '',
    env: options.env ?? { PATH: '/usr/bin:/bin' },
    now: () => now,
    async sleep(ms) {
      now += ms;
      await new Promise(setImmediate);
    },
    fetch: options.fetch ?? (() => Promise.reject(new Error('no network in this test'))),
    sendPlain: (request) => world.fetch(toRequest(request)),
    async deploy(flags) {
      deployedWith.push(flags);
      return {
        data: './data',
        hasDatabaseUrl: false,
        settings: [],
        serve: () => Promise.reject(new Error('no server in this test')),
        openDoor: async () => door,
        readLock: async () => null,
        ...options.deployment,
      };
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exitNow: (code) => void exits.push(code),
  };
  return {
    world,
    deployedWith,
    exits,
    interrupt: () => listeners.forEach((listener) => listener('SIGINT')),
    async run(...parameters) {
      written.out = '';
      written.err = '';
      const code = await run(parameters, world);
      return { code, out: written.out, err: written.err };
    },
  };
}

export function matchText(words: string): unknown {
  return expect.stringContaining(words);
}

export function parseOutput(ran: Ran): unknown {
  return JSON.parse(ran.out);
}
