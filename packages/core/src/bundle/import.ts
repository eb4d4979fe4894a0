import { type Incident, DomainError } from '@debrief/contract';
import { isBundle, type Upload } from '@debrief/readers';
import { authorize, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction, translateDatabaseError, findViolatedConstraint } from '../db/index.ts';
import { enqueueSecretScan, loadSealsOfIncident, settle } from '../evidence/index.ts';
import { incidentByRef, insertMember, presentIncident } from '../incident/index.ts';
import { checkLines } from './check-lines.ts';
import { storeBundle } from './store-bundle.ts';

/**
 * Imports a full incident: the file is checked to its end first, then written in one transaction.
 * Importing a private incident makes the actor its first member. Errors: `forbidden`; `bad-file`
 * with the line; `conflict` if the incident or a part of it already exists.
 */
export async function importBundle(ctx: Context, upload: Upload): Promise<Incident> {
  refuseUnless(ctx, 'evidence:import');
  if (upload.isFolder || !isBundle(upload))
    throw new DomainError(
      'bad-file',
      `${upload.name} isn't a Debrief bundle. To import it as evidence, select an incident first.`,
    );
  let incidentId = '';
  for await (const line of checkLines(upload)) if (line.type === 'incident') incidentId = line.id;
  await refuseIfHere(ctx, incidentId);
  try {
    const incident = await inTransaction(ctx, async (ctx) => {
      const row = await authorize(ctx, 'evidence:import', storeBundle(ctx, checkLines(upload)));
      const accountId = getAccountId(ctx.actor);
      if (row.visibility === 'private' && accountId) await insertMember(ctx, row, accountId);
      const incident = presentIncident(ctx, row);
      await enqueueSecretScan(ctx, row.id);
      await record(ctx, {
        kind: 'incident.imported',
        incidentId: row.id,
        subjectId: row.id,
        after: { ...incident, seals: await loadSealsOfIncident(ctx, row.id) },
      });
      return incident;
    });
    await settle(ctx);
    return incident;
  } catch (error) {
    throw asRefusal(error, upload);
  }
}

/** Names the incident only to people who can see it. */
async function refuseIfHere(ctx: Context, incidentId: string): Promise<void> {
  const here = await incidentByRef(ctx, incidentId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not-found') return null;
    throw error;
  });
  if (!here) return;
  const current = presentIncident(ctx, here);
  throw new DomainError(
    'conflict',
    `This incident already exists as ${current.ref}. You can only import a bundle once.`,
    { current },
  );
}

/** A constraint violation means a fault in the file, or that a part of it already exists. */
function asRefusal(error: unknown, upload: Upload): unknown {
  if (error instanceof DomainError) return error;
  if (findViolatedConstraint(error))
    return new DomainError(
      'conflict',
      `Part of ${upload.name} already belongs to another incident. Nothing was imported. Import it into an empty Debrief.`,
      { cause: error },
    );
  const code =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
      ? error.code
      : '';
  if (/^2[23]/.test(code))
    return new DomainError(
      'bad-file',
      `${upload.name} contains values that contradict each other. Nothing was imported. Export the bundle again.`,
      { cause: error },
    );
  return translateDatabaseError(error);
}
