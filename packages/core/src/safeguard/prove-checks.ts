import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DomainError,
  ProveChecks,
  type CheckProof,
  type CheckRun,
  type SafeguardChange,
} from '@debrief/contract';
import { unpackArchive, type Upload } from '@debrief/readers';
import { keepArmedAt, sortOutcomes, worstVerdict } from '@debrief/rules/safeguard';
import { authorize } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { incidentByRef, loadMilestones, type IncidentRow } from '../incident/index.ts';
import { changeItem, loadActiveItem, refuseStale } from '../item/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { safeguardItem } from './item.ts';
import { readChecks, runChecksIn } from './run-checks.ts';

const limits = {
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 1024 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 16 * 1024 * 1024,
};
const windows = ['incident', 'healthy'] as const;
const mostOutcomes = 100;

/**
 * Runs data checks on the files of both windows, and stores the proof: names and hashes of the files
 * and what each check measured. The files are deleted. It runs before the change is written, so that
 * the database is free while the checks run. Errors: `invalid` for an alert or an archive without one of the
 * folders, `bad-file`, `not-found`, `forbidden`, `conflict`.
 */
export async function proveChecks(
  ctx: Context,
  raw: Parsable<typeof ProveChecks>,
  upload: Upload,
): Promise<SafeguardChange> {
  const input = parse(ProveChecks, raw);
  const { incident: found, state } = await loadActiveItem(ctx, safeguardItem, input.id);
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
  if (state.checks === null)
    throw new DomainError('invalid', 'This safeguard is an alert. Prove it without files.');
  if (state.version !== input.version) await refuseStale(ctx, incident, safeguardItem, state.id);
  const at = {
    incident: new Date(input.incidentAt ?? (await findDetection(ctx, incident))),
    healthy: input.healthyAt === undefined ? null : new Date(input.healthyAt),
  };
  const folder = await mkdtemp(join(tmpdir(), 'debrief-checks-'));
  try {
    const files = await unpackArchive(upload, folder, limits);
    const runs: CheckRun[] = [];
    for (const window of windows) {
      const own = files.filter(({ path }) => path.startsWith(`${window}/`));
      if (own.length === 0)
        throw new DomainError('invalid', `Put files in the folder ${window}/ of the archive.`);
      await mkdir(join(folder, window), { recursive: true });
      const outcomes = await runChecksIn(readChecks(state.checks), {
        folder: join(folder, window),
        now: at[window],
      });
      runs.push({
        files: own.map(({ path, ...file }) => ({ name: path.slice(window.length + 1), ...file })),
        verdict: worstVerdict(outcomes),
        outcomes: sortOutcomes(outcomes).slice(0, mostOutcomes),
      });
    }
    const [ofIncident, healthy] = runs;
    if (!ofIncident || !healthy) throw new Error('a window was not run');
    const proof: CheckProof = {
      kind: 'checks',
      at: ctx.clock.now().toISOString(),
      by: actorRef(ctx.actor).name,
      incident: ofIncident,
      healthy,
    };
    return await changeItem(ctx, safeguardItem, input, async (_ctx, _incident, current) => ({
      next: { ...current, proof: keepArmedAt(current.proof, proof) },
      activity: 'safeguard.proven',
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** When the data of the incident was current: at its detection, else now. */
async function findDetection(ctx: Context, incident: IncidentRow): Promise<string> {
  const { milestones } = await loadMilestones(ctx, incident);
  const at = milestones.find(({ kind }) => kind === 'detected')?.at;
  return at ?? ctx.clock.now().toISOString();
}
