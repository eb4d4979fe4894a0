import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckFile } from '../read-file.ts';
import type { CheckResult } from '../result.ts';
import { runChecks, type RunOptions } from '../run-checks.ts';

export interface Scratch {
  folder: string;
  write(name: string, content: string | Uint8Array): Promise<string>;
  /** Runs checks, as they are written under `checks`, of a target, as it is written in YAML. */
  check(target: string, checks: string, more?: Partial<RunOptions>): Promise<CheckResult[]>;
  remove(): Promise<void>;
}

/** A folder for small datasets and checks of them. */
export async function createScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'checks-test-'));
  return {
    folder,
    async write(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async check(target, checks, more = {}) {
      const lines = checks.trim().split('\n');
      const text = `apiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: s }\ntarget: ${target}\nchecks:\n${lines.map((line) => `  - ${line.trim()}`).join('\n')}\n`;
      const { safeguards, problems } = readCheckFile('test.yml', text);
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return runChecks(safeguards, {
        folder,
        root: folder,
        connections: new Map(),
        now: new Date('2026-11-30T12:00:00Z'),
        ...more,
      });
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
