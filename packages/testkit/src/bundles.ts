import type { Incident } from '@debrief/contract';
import { exportIncident, importBundle } from '@debrief/core/bundle';
import type { Context } from '@debrief/core/context';
import { openUpload } from '@debrief/readers';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A complete export. */
export async function exportBundle(
  ctx: Context,
  incident: string,
  format: 'markdown' | 'json' | 'bundle' = 'bundle',
): Promise<string> {
  let text = '';
  for await (const chunk of (await exportIncident(ctx, { incident, format })).chunks) text += chunk;
  return text;
}

/** Imports a bundle from its text. */
export async function importBundleText(ctx: Context, text: string | Uint8Array): Promise<Incident> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bundle-'));
  try {
    const path = join(folder, 'bundle');
    await writeFile(path, text);
    return await importBundle(ctx, await openUpload(path, 'INC-1.bundle'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A bundle of these lines (without the last one) with matching counts and hash: what a careful
 * forger would write.
 */
export function sealBundle(lines: readonly string[]): string {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const type = /"type":"([a-z-]+)"/.exec(line)?.[1] ?? '';
    counts[type] = (counts[type] ?? 0) + 1;
  }
  const body = lines.map((line) => `${line}\n`).join('');
  return `${body}${JSON.stringify({ type: 'end', counts, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}
