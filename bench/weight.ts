import { startDebrief } from '@debrief/testkit/process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nodeMemory } from '../apps/cli/node-memory.mjs';
import { ensureDatabaseBuilt, ensureProgramBuilt } from '../tools/set-up.mjs';
import { megabytes, ms, ratioFigure, type Figure, type Turns } from './figures.ts';
import { measureUsage, type Usage } from './usage.ts';

const rounds = 7;
/** What takes a tenth of a second is measured more often. */
const shortRounds = 25;
const idleMs = 5_000;
const program = join(import.meta.dirname, '..', 'apps', 'cli', 'debrief.mjs');
const bareOpen = join(import.meta.dirname, 'bare-open.ts');
/** A small file, which every round imports again. */
const ticket = join(import.meta.dirname, '..', 'demo', 'search-alias', 'ticket.json');

/** CPU time and memory of the installed program, compared with idle Node and with PGlite on the same data. */
export async function* measure(): AsyncGenerator<Figure> {
  ensureProgramBuilt();
  ensureDatabaseBuilt();
  const base = await mkdtemp(join(tmpdir(), 'debrief-bench-weight-'));
  let made = 0;
  const newFolder = () => join(base, String((made += 1)));
  try {
    const help = await usageInTurns(
      () => [program, '--help'],
      () => ['-e', '0'],
      true,
    );
    yield cpu('`debrief --help`', help, '`node -e 0`', 3);
    const data = newFolder();
    yield* ofServer(data);
    const database = join(data, 'database');
    const existing = await usageInTurns(
      () => [program, 'incidents', '--data', data],
      () => [bareOpen, database],
      false,
    );
    yield* both(
      '`debrief incidents` on existing data',
      existing,
      'bare PGlite opening it',
      1.3,
      1.3,
    );
    const fresh = await usageInTurns(
      () => [program, 'incidents', '--data', newFolder()],
      () => [bareOpen, newFolder()],
      false,
    );
    yield* both('the same on a new folder', fresh, 'bare PGlite making one', 1.5, 1.3);
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** A server with the demo: what its commands take while it runs, and what it takes itself while nothing happens. */
async function* ofServer(data: string): AsyncGenerator<Figure> {
  const idle: Turns = { ours: [], bare: [] };
  {
    await using server = await startDebrief({ dataDir: data });
    for (const command of [
      ['incidents'],
      ['timeline', 'INC-1'],
      ['sources', 'INC-1'],
      ['record', 'INC-1'],
      ['record', 'INC-1', '--json'],
      ['import', ticket, '--incident', 'INC-2'],
      ['report', 'uncited', 'INC-1'],
      ['library', 'search', 'alias'],
      ['activity'],
      ['export', 'INC-1'],
    ]) {
      const usage = await usageInTurns(
        () => [program, ...command, '--server', server.origin, '--token', server.token],
        () => ['-e', '0'],
        true,
      );
      const words = command.map((word) => basename(word)).join(' ');
      yield cpu(`\`debrief ${words}\` with a running server`, usage, '`node -e 0`', 3);
    }
  }
  for (let round = 0; round < 3; round += 1) {
    {
      await using server = await startDebrief({ dataDir: data, env: asInstalled });
      idle.ours.push(await idleBytes(server.child.pid));
    }
    const bare = spawn(process.execPath, [bareOpen, join(data, 'database'), 'stay'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(bare.stdout, 'data');
    idle.bare.push(await idleBytes(bare.pid));
    bare.stdin.end();
    await once(bare, 'close');
  }
  yield ratioFigure('memory of an idle server', idle, 'bare PGlite with its data', 1.3, megabytes);
}

/** The settings in the first line of the program, which a start by the path of Node skips. */
const asInstalled = { ...nodeMemory.env, NODE_OPTIONS: nodeMemory.args.join(' ') };

/** Resident memory of a process that has had nothing to do for a while. */
async function idleBytes(pid: number | undefined): Promise<number> {
  await sleep(idleMs);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

interface UsageTurns {
  ours: Usage[];
  bare: Usage[];
}

/** The first turn is not counted: it fills caches of the disk and of compiled code. */
async function usageInTurns(
  ours: () => string[],
  bare: () => string[],
  isShort: boolean,
): Promise<UsageTurns> {
  const turns: UsageTurns = { ours: [], bare: [] };
  for (let round = -1; round < (isShort ? shortRounds : rounds); round += 1) {
    const bareUsage = await measureUsage(bare(), !isShort);
    const oursUsage = await measureUsage(ours(), !isShort);
    if (round < 0) continue;
    turns.bare.push(bareUsage);
    turns.ours.push(oursUsage);
  }
  return turns;
}

function cpu(what: string, { ours, bare }: UsageTurns, yardstick: string, atMost: number): Figure {
  const turns = { ours: ours.map((one) => one.cpuMs), bare: bare.map((one) => one.cpuMs) };
  return ratioFigure(`CPU time of ${what}`, turns, yardstick, atMost, ms);
}

function* both(
  what: string,
  turns: UsageTurns,
  yardstick: string,
  cpuAtMost: number,
  memoryAtMost: number,
): Generator<Figure> {
  yield cpu(what, turns, yardstick, cpuAtMost);
  const bytes = {
    ours: turns.ours.map((one) => one.peakBytes),
    bare: turns.bare.map((one) => one.peakBytes),
  };
  yield ratioFigure(`peak memory of ${what}`, bytes, yardstick, memoryAtMost, megabytes);
}
