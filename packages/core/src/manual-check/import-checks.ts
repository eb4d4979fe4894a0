import { ImportManualChecks, type ManualCheckImport } from '@debrief/contract';
import { readManualChecks, type Upload } from '@debrief/readers';
import { isDeepStrictEqual } from 'node:util';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { findServices } from '../catalog/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse, type Parsable } from '../parse.ts';
import {
  insertManualCheck,
  liveManualChecks,
  lockManualChecks,
  saveManualCheck,
  toState,
} from './rows.ts';
import { refuseMore } from './verbs.ts';

/**
 * Adds the checks of a CSV file; those that have a name of the list are changed, and keep what
 * automates them. Importing a file again changes nothing. Errors: `bad-file`, `too-large`,
 * `forbidden`, `conflict` for more than 1,000.
 */
export async function importManualChecks(
  ctx: Context,
  raw: Parsable<typeof ImportManualChecks>,
  upload: Upload,
): Promise<ManualCheckImport> {
  const { name } = parse(ImportManualChecks, raw);
  refuseUnless(ctx, 'catalog:write');
  const { rows, problems } = await readManualChecks(upload);
  const rejected = problems.length;
  return inTransaction(ctx, async (ctx) => {
    await lockManualChecks(ctx);
    const services = await findServices(
      ctx,
      rows.flatMap(({ service }) => service ?? []),
    );
    const listed = await liveManualChecks(ctx).selectAll().execute();
    const known = new Map(listed.map((row) => [row.name.toLowerCase(), row]));
    const result = { added: 0, changed: 0, unchanged: 0 };
    await refuseMore(ctx, rows.filter((row) => !known.has(row.name.toLowerCase())).length);
    for (const { place, service, ...given } of rows) {
      const found = service === null ? undefined : services.get(service);
      if (service !== null && !found)
        problems.push({ place, reason: `The catalog has no service “${service}”.` });
      const row = known.get(given.name.toLowerCase());
      const before = row && toState(row);
      const next = {
        ...(before ?? { id: ctx.ids.next(), looksAt: '', safeguardId: null, isRemoved: false }),
        ...given,
        looksAt: given.looksAt || (before?.looksAt ?? ''),
        serviceId: found?.id ?? before?.serviceId ?? null,
      };
      if (!row) await insertManualCheck(ctx, next);
      else if (!isDeepStrictEqual(next, before)) await saveManualCheck(ctx, row, next);
      result[!row ? 'added' : isDeepStrictEqual(next, before) ? 'unchanged' : 'changed'] += 1;
    }
    await record(ctx, {
      kind: 'manual-check.imported',
      incidentId: null,
      subjectId: null,
      after: { name, ...result },
    });
    return { read: rows.length + rejected, ...result, rejected, problems };
  });
}
