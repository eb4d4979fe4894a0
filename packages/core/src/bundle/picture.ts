import { bundleVersion, type BundleLine } from '@debrief/contract';
import { activityNamedInHistory, latestActivityIn } from '../activity/index.ts';
import { allItems } from '../all-items.ts';
import type { Context } from '../context.ts';
import { atOneMoment } from '../db/index.ts';
import {
  loadBundledStreams,
  importLines,
  selectEvidence,
  type EvidenceSelection,
} from '../evidence/index.ts';
import {
  incidentByRef,
  incidentLine,
  milestoneLines,
  toOriginRef,
  type IncidentRow,
} from '../incident/index.ts';
import { factorLinkLines } from '../investigation/index.ts';
import { keptNoteLines } from '../lens/index.ts';
import { tagLines } from '../tag/index.ts';
import { loadBundledPeople } from '../identity/index.ts';
import { loadDeclinedMatchLines, personRoleLines } from '../people/index.ts';
import {
  versionLines,
  suggestionLines,
  readerQuestionLines,
  versionUseLines,
  reportLines,
} from '../report/index.ts';
import { listReferences } from './references.ts';
import { itemLines, type ItemLine } from '../item/index.ts';

/**
 * A snapshot of an incident: everything that people edit is in memory; append-only data (evidence
 * and activity) is read later without what was added since. A slow reader blocks no one.
 */
export interface Picture {
  incidentId: string;
  /**
   * The lines up to people's roles, those between members and rejections, and those between
   * evidence and activity.
   */
  first: BundleLine[];
  middle: BundleLine[];
  last: BundleLine[];
  selection: EvidenceSelection;
  memberStreamIds: string[];
  identityIds: Set<string>;
  /** The incident's own imports that rejected records. */
  rejectingImportIds: string[];
  lastActivityId: string;
}

/**
 * Errors: `conflict` while an import runs; `not-found` if the incident became invisible to the
 * actor.
 */
export async function takeSnapshot(ctx: Context, { id }: IncidentRow): Promise<Picture> {
  return atOneMoment(ctx, async (ctx) => {
    const incident = await incidentByRef(ctx, id);
    const lastActivityId = await latestActivityIn(ctx, id);
    const named = await activityNamedInHistory(ctx, id);
    const suggestions = await suggestionLines(ctx, id);
    const selection = await selectEvidence(ctx, id, [
      ...new Set([...named.evidenceIds, ...suggestions.map((one) => one.evidenceId)]),
    ]);
    const items: ItemLine[] = [];
    for (const item of allItems) items.push(...(await itemLines(ctx, item, id)));
    const imports = await importLines(ctx, id, selection);
    const roles = await personRoleLines(ctx, id);
    const personIds = [
      ...named.personIds,
      ...roles.map((one) => one.personId),
      ...personsNamedBy(items),
    ];
    const people = await loadBundledPeople(ctx, id, {
      identityIds: selection.identityIds,
      personIds,
    });
    const declined = await loadDeclinedMatchLines(
      ctx,
      people.persons.map((person) => person.id),
    );
    const sourceIds = [
      ...people.identities.map((identity) => identity.sourceId),
      ...imports.flatMap((one) => one.sourceId ?? []),
    ];
    const { sources, streams, includedStreams } = await loadBundledStreams(ctx, id, {
      streamIds: selection.streamIds,
      sourceIds,
    });
    return {
      incidentId: id,
      first: [
        {
          debrief: 'bundle',
          version: bundleVersion,
          type: 'bundle',
          ref: toOriginRef(incident),
          incidentId: id,
        },
        incidentLine(incident),
        ...sources,
        ...streams,
        ...includedStreams,
        ...people.persons,
        ...people.identities,
        ...roles,
      ],
      middle: [...declined, ...imports],
      last: [
        ...items,
        ...(await factorLinkLines(ctx, id)),
        ...(await milestoneLines(ctx, id)),
        ...suggestions,
        ...(await reportLines(ctx, id)),
        ...(await versionLines(ctx, id)),
        ...(await readerQuestionLines(ctx, id)),
        ...(await versionUseLines(ctx, id)),
        ...(await keptNoteLines(ctx, id)),
        ...(await tagLines(ctx, id)),
      ],
      selection,
      memberStreamIds: includedStreams.map((one) => one.streamId),
      identityIds: new Set(selection.identityIds),
      rejectingImportIds: imports.filter((one) => one.rejected > 0).map((one) => one.id),
      lastActivityId,
    };
  });
}

function personsNamedBy(lines: readonly ItemLine[]): string[] {
  return lines.flatMap((line) =>
    listReferences(line.type, line.state).flatMap(([kind, id]) =>
      kind === 'person' && id !== null ? [id] : [],
    ),
  );
}
