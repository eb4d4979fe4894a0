import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureMemory } from './checks.ts';
import type { Figure } from './figures.ts';

/** Needs 10 GB of disk, in the folder for temporary files. */
export async function* measure(): AsyncIterable<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-checks-'));
  try {
    yield* measureMemory(folder, 10);
  } finally {
    await rm(folder, { recursive: true });
  }
}
