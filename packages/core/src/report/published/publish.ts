import {
  PublishVersion,
  UnpublishVersion,
  type PublishedVersion,
  DomainError,
} from '@debrief/contract';
import { accountsByIds } from '../../account/index.ts';
import { authorize } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { incidentByRef } from '../../incident/index.ts';
import { freezeInvestigators } from '../../review/index.ts';
import { lockReport } from '../rows.ts';
import { maskExtent } from '../mask-report.ts';
import { preparePublication, type Prepared } from './draft.ts';
import { findExtent } from './picture.ts';
import {
  loadVersionBefore,
  loadVersion,
  insertVersion,
  nextNumber,
  presentVersion,
  saveUnpublished,
} from './rows.ts';
import { verb } from '../../verb.ts';

/**
 * Publishes the current report as an immutable version. Errors: `not-found`, `forbidden`;
 * `conflict` if the draft has changed since the preview; `invalid` if it is empty or cites deleted
 * evidence.
 */
export const publishVersion = verb(
  PublishVersion,
  async (ctx, input): Promise<PublishedVersion> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    await lockReport(ctx, incident.id);
    const draft = await preparePublication(ctx, incident, input.knownAt);
    refuseUnlessReady(draft, input.state);
    const readers = await checkReaders(
      ctx,
      input.visibility === 'restricted' ? (input.readers ?? []) : [],
    );
    const { content, words, articleWords } = draft.frozen;
    const { firstAt, lastAt } = await findExtent(ctx, incident, draft.picture);
    const { title, severity, zone } = incident;
    const about = { title, severity, zone, firstAt, lastAt };
    // What is known later says how close someone is: a masked version leaves it out.
    const investigators = draft.masked ? [] : await freezeInvestigators(ctx, incident.id);
    const number = await nextNumber(ctx, incident.id);
    const before = await loadVersionBefore(ctx, incident.id, number);
    const row = await insertVersion(ctx, incident, {
      number,
      title: input.title || before?.title || incident.title,
      summary: input.summary ?? '',
      content: {
        ...content,
        ...(investigators.length > 0 && { investigators }),
        ...(draft.masked && { masked: draft.masked }),
        incident: draft.masked ? maskExtent(about, Date.parse(draft.masked.at)) : about,
      },
      words,
      articleWords,
      visibility: input.visibility ?? 'internal',
      readers,
    });
    // Everyone who can see the incident sees this activity: it reveals that there is a published
    // version, but nothing from it.
    await record(ctx, {
      kind: 'version.published',
      incidentId: incident.id,
      subjectId: row.id,
      after: { number: row.number, visibility: row.visibility },
    });
    return presentVersion(
      ctx,
      await loadVersion(ctx, { incident: incident.id, number: row.number }),
    );
  },
);

function refuseUnlessReady({ state, frozen }: Prepared, looked: string): void {
  if (state !== looked)
    throw new DomainError(
      'conflict',
      'The report changed while you were reviewing it. Nothing was published. Read it again, then publish.',
      {
        current: { state },
      },
    );
  const issues = frozen.gone.map((one) => ({
    at: one.sectionId,
    message: `${one.section}: ${one.what}`,
  }));
  if (issues[0])
    throw new DomainError(
      'invalid',
      `${issues.length === 1 ? 'One citation is' : `${issues.length} citations are`} broken. Fix or remove ${
        issues.length === 1 ? 'it' : 'them'
      }, then publish: ${issues.map((issue) => issue.message).join(' ')}`,
      { issues },
    );
  if (frozen.isEmpty)
    throw new DomainError(
      'invalid',
      'The report is empty. Write at least its summary, then publish.',
      { issues: [] },
    );
}

/** Errors: `invalid` for an account that does not exist. */
async function checkReaders(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const found = await accountsByIds(ctx, wanted);
  if (found.length !== wanted.length)
    throw new DomainError('invalid', 'One of the readers has no account here.', {
      issues: [{ at: 'readers', message: 'Select existing accounts' }],
    });
  return wanted;
}

/**
 * Unpublishes a version. Its number is not reused. Errors: `not-found`, `forbidden`, `conflict` if
 * it is already unpublished.
 */
export const unpublishVersion = verb(
  UnpublishVersion,
  async (ctx, input): Promise<PublishedVersion> => {
    const found = await authorize(ctx, 'incident:write', loadVersion(ctx, input));
    const row = await saveUnpublished(ctx, found, input.reason);
    await record(ctx, {
      kind: 'version.unpublished',
      incidentId: row.incident_id,
      subjectId: row.id,
      after: { number: row.number, visibility: row.visibility },
    });
    return presentVersion(
      ctx,
      await loadVersion(ctx, { incident: row.incident_id, number: row.number }),
    );
  },
);
