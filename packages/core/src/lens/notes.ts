import {
  commonFindingFields,
  eventFields,
  findingFields,
  type FieldText,
  type Finding,
  type LensNotes,
  type LensTargetKind,
  type TimelineEvent,
} from '@debrief/contract';
import { loadGrammar, readLens, reportTexts, type LensPlace } from '@debrief/prose/lens';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { presentItems } from '../item/index.ts';
import { loadReportDocument } from '../report/index.ts';
import { eventItem } from '../timeline/index.ts';
import { keptRows } from './rows.ts';

interface Text {
  targetKind: LensTargetKind;
  targetId: string;
  field: string;
  place: LensPlace;
  text: string;
}

/**
 * The questions of the language lens about what people wrote in an incident: events, findings and
 * the report. Nothing is counted or stored. Errors: `not-found`.
 */
export async function listLensNotes(ctx: Context, input: { incident: string }): Promise<LensNotes> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const texts: Text[] = [
    ...(await presentItems(ctx, incident, eventItem)).flatMap((event: TimelineEvent) =>
      listProse(eventFields, event).map((text) => ({
        targetKind: 'event' as const,
        targetId: event.id,
        place: 'account' as const,
        ...text,
      })),
    ),
    ...(await presentItems(ctx, incident, findingItem)).flatMap((finding: Finding) =>
      listProse({ ...commonFindingFields, ...findingFields[finding.type] }, finding).map(
        (text) => ({
          targetKind: 'finding' as const,
          targetId: finding.id,
          place: finding.type === 'question' ? ('question' as const) : ('account' as const),
          ...text,
        }),
      ),
    ),
    ...(await listReportTexts(ctx, incident)),
  ];
  const kept = new Set((await keptRows(ctx, incident.id)).map(toKey));
  const grammar = await loadGrammar();
  const readings = texts.map((text) => ({ text, ...readLens(text.text, text.place, grammar) }));
  return {
    items: readings.flatMap(({ text: { targetKind, targetId, field }, notes }) =>
      notes.map(({ key: sentence, ...note }) => ({
        targetKind,
        targetId,
        field,
        ...note,
        sentence,
        isKept: kept.has(
          toKey({ target_kind: targetKind, target_id: targetId, rule: note.rule, sentence }),
        ),
      })),
    ),
    notRead: readings.filter((one) => !one.isRead).length,
  };
}

const toKey = (one: { target_kind: string; target_id: string; rule: string; sentence: string }) =>
  `${one.target_kind} ${one.target_id} ${one.rule} ${one.sentence}`;

/** The fields of an item that people write as prose. */
function listProse(
  fields: Readonly<Record<string, FieldText>>,
  item: object,
): { field: string; text: string }[] {
  return Object.entries(item).flatMap(([field, text]: [string, unknown]) =>
    Object.hasOwn(fields, field) &&
    fields[field]?.isProse &&
    typeof text === 'string' &&
    text !== ''
      ? [{ field, text }]
      : [],
  );
}

async function listReportTexts(ctx: Context, incident: IncidentRow): Promise<Text[]> {
  const document = await loadReportDocument(ctx, incident.id);
  return (document ? reportTexts(document) : []).map(({ sectionId, place, text }) => ({
    targetKind: 'report',
    targetId: incident.id,
    field: sectionId,
    place,
    text,
  }));
}
