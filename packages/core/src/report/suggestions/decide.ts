import {
  AcceptSuggestions,
  ChooseSuggestions,
  WebLink,
  type CitationInput,
  type Suggestions,
  DomainError,
} from '@debrief/contract';
import type { z } from 'zod';
import { authorize, type Authorized } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import {
  addFollowUp,
  getFollowUp,
  changeFollowUpStatus,
  removeFollowUp,
} from '../../follow-up/index.ts';
import { incidentByRef, type IncidentRow } from '../../incident/index.ts';
import { addFinding, getFinding, removeFinding } from '../../investigation/index.ts';
import { getEvent, addEvent, removeEvent } from '../../timeline/index.ts';
import { presentSuggestions, suggestionRows, saveSuggestion, type SuggestionRow } from './rows.ts';
import { verb } from '../../verb.ts';

type Chosen = z.output<typeof AcceptSuggestions>['suggestions'][number];

async function present(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  ids?: readonly string[],
): Promise<Suggestions> {
  const rows = await suggestionRows(ctx, incident.id, ids);
  return { items: await presentSuggestions(ctx, incident, rows) };
}

/** The suggestions of imported reports, decided or not. Errors: `not-found`. */
export async function listSuggestions(
  ctx: Context,
  input: { incident: string },
): Promise<Suggestions> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return present(ctx, incident);
}

/**
 * Turns each suggestion into an item that cites its words, through the same verb that people use.
 * All or none. Errors: `invalid` if an event has no time, `not-found`, `forbidden`, `conflict` if
 * one is already decided.
 */
export const acceptSuggestions = verb(
  AcceptSuggestions,
  async (ctx, input): Promise<Suggestions> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const chosen = new Map(input.suggestions.map((one) => [one.id, one]));
    const rows = await suggestionRows(ctx, incident.id, [...chosen.keys()]);
    refuseDecided(rows, 'open');
    const made: { id: string; madeId: string }[] = [];
    for (const row of rows) {
      const madeId = await make(ctx, incident.id, row, chosen.get(row.id) ?? { id: row.id });
      await saveSuggestion(ctx, incident, row, { state: 'accepted', madeId });
      made.push({ id: row.id, madeId });
    }
    await record(ctx, {
      kind: 'suggestion.accepted',
      incidentId: incident.id,
      subjectId: rows[0]?.id ?? null,
      after: { suggestions: made },
    });
    return present(ctx, incident, [...chosen.keys()]);
  },
);

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` if one is already decided. */
export const dismissSuggestions = verb(
  ChooseSuggestions,
  async (ctx, input): Promise<Suggestions> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const rows = await suggestionRows(ctx, incident.id, input.ids);
    refuseDecided(rows, 'open');
    for (const row of rows)
      await saveSuggestion(ctx, incident, row, { state: 'dismissed', madeId: null });
    await record(ctx, {
      kind: 'suggestion.dismissed',
      incidentId: incident.id,
      subjectId: rows[0]?.id ?? null,
      after: { ids: input.ids },
    });
    return present(ctx, incident, input.ids);
  },
);

/**
 * Reopens suggestions; the item created from an accepted one is removed if it still exists. Errors:
 * `invalid`, `not-found`, `forbidden`.
 */
export const reopenSuggestions = verb(
  ChooseSuggestions,
  async (ctx, input): Promise<Suggestions> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const rows = (await suggestionRows(ctx, incident.id, input.ids)).filter(
      (row) => row.state !== 'open',
    );
    for (const row of rows) {
      if (row.made_id !== null) await unmake(ctx, row.content.kind, row.made_id);
      await saveSuggestion(ctx, incident, row, { state: 'open', madeId: null });
    }
    if (rows.length > 0)
      await record(ctx, {
        kind: 'suggestion.reopened',
        incidentId: incident.id,
        subjectId: rows[0]?.id ?? null,
        after: { ids: rows.map((row) => row.id) },
      });
    return present(ctx, incident, input.ids);
  },
);

function refuseDecided(rows: readonly SuggestionRow[], state: 'open'): void {
  const decided = rows.find((row) => row.state !== state);
  if (decided)
    throw new DomainError(
      'conflict',
      `${decided.updated_by.name} already ${decided.state} this suggestion. Reopen it first.`,
    );
}

async function make(
  ctx: Context,
  incident: string,
  row: SuggestionRow,
  chosen: Chosen,
): Promise<string> {
  const { content } = row;
  const id = ctx.ids.next();
  const citations: CitationInput[] = [
    { evidenceId: row.evidence_id, quoteStart: row.quote_start, quoteEnd: row.quote_end },
  ];
  if (content.kind === 'event') {
    const at = chosen.at ?? content.at;
    if (at === null)
      throw new DomainError(
        'invalid',
        `The report gives no time for “${clipToSentence(content.text, 60)}”. Enter one.`,
        {
          issues: [{ at: 'suggestions.at', message: 'Enter a time' }],
        },
      );
    const until = chosen.at === undefined ? content.until : null;
    const precision = chosen.precision ?? (chosen.at === undefined ? content.precision : 'minute');
    const title = clipToSentence(content.text, 200);
    await addEvent(ctx, {
      incident,
      id,
      title,
      text: title === content.text ? '' : content.text.slice(0, 50_000),
      at,
      until,
      precision,
      citations,
    });
    return id;
  }
  if (content.kind === 'factor') {
    await addFinding(ctx, {
      type: 'factor',
      incident,
      id,
      statement: content.text,
      kind: content.factor,
      citations,
    });
    return id;
  }
  const tracker = WebLink.safeParse(content.trackerUrl);
  const made = await addFollowUp(ctx, {
    incident,
    id,
    text: content.text.slice(0, 2_000).toWellFormed(),
    intent: chosen.intent ?? content.intent ?? 'prevent',
    owner:
      content.owner === null
        ? null
        : {
            type: /\b(team|squad|sre|group|crew)\b/i.test(content.owner) ? 'team' : 'person',
            name: content.owner,
          },
    dueOn: content.dueOn,
    trackerUrl: tracker.success ? tracker.data : null,
  });
  if (content.isDone === true)
    await changeFollowUpStatus(ctx, { id, version: made.followUps[0]?.version ?? 1, to: 'done' });
  return id;
}

async function unmake(
  ctx: Context,
  kind: SuggestionRow['content']['kind'],
  id: string,
): Promise<void> {
  try {
    if (kind === 'event')
      await removeEvent(ctx, { id, version: (await getEvent(ctx, { id })).version });
    else if (kind === 'factor')
      await removeFinding(ctx, { id, version: (await getFinding(ctx, { id })).version });
    else await removeFollowUp(ctx, { id, version: (await getFollowUp(ctx, { id })).version });
  } catch (error) {
    // Someone has already removed it.
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  }
}

/** The first sentence or line, clipped to fit. */
function clipToSentence(text: string, length: number): string {
  const line = text.split('\n')[0] ?? '';
  if (line.length <= length) return line;
  const sentence = /^.*?[.!?](?=\s)/.exec(line)?.[0];
  if (sentence !== undefined && sentence.length <= length) return sentence;
  return `${line
    .slice(0, length - 1)
    .replace(/\s+\S*$/, '')
    .toWellFormed()}…`;
}
