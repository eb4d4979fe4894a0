import {
  StoryPart,
  type Confirmation,
  type Grade,
  type Story,
  type StoryClaim,
  type StorySummary,
  DomainError,
} from '@debrief/contract';
import { gradeClaim } from '@debrief/rules/story';
import type { Owners } from '../calibration/index.ts';
import { accountsByIds } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { lookUpCitations } from './story-citations.ts';
import { draftReasons } from './draft.ts';
import { newestRevision, loadRemovals, describeChange } from './history.ts';
import { loadAsks, loadComments, loadMentors, loadViews, type AskRow } from './sharing-rows.ts';
import { loadClaims, type ClaimRow, type StoryRow } from './rows.ts';

/**
 * A story with its sentences, graded by the evidence that this reader can see. The caller has
 * checked that they can read it.
 */
export async function presentStory(ctx: Context, row: StoryRow): Promise<Story> {
  const isMine = row.account_id === getAccountId(ctx.actor);
  const [summary] = await presentSummaries(ctx, [row]);
  if (!summary) throw new DomainError('not-found', 'Story not found.');
  const claims = await loadGradedClaims(ctx, [row]);
  const last = isMine ? await newestRevision(ctx, row.id) : null;
  const { words: _, parts: __, removal: ___, ...head } = summary;
  return {
    ...head,
    claims: claims.get(row.id) ?? [],
    paste: isMine && row.paste_id !== null ? await loadPaste(ctx, row.paste_id) : null,
    mentors: isMine ? await loadMentors(ctx, row.id) : [],
    comments: await loadComments(ctx, row.id, isMine),
    views: await loadViews(ctx, row.id, isMine),
    meant: isMine ? row.meant : [],
    lastChange: last && { revisionId: String(last.number), what: describeChange(last) },
    can: { change: isMine, comment: true },
  };
}

async function loadPaste(ctx: Context, id: string): Promise<Story['paste']> {
  const row = await ctx.db
    .selectFrom('story_paste')
    .select(['id', 'is_mended'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { id: row.id, isMended: row.is_mended } : null;
}

export async function presentSummaries(
  ctx: Context,
  rows: readonly StoryRow[],
): Promise<StorySummary[]> {
  const incidents = await incidentsByIds(
    ctx,
    rows.flatMap((row) => row.incident_id ?? []),
  );
  const drafts = await draftReasons(ctx, [...incidents.values()]);
  const claims = await loadGradedClaims(ctx, rows);
  const removals = await loadRemovals(ctx, rows);
  const owners = new Map(
    (await accountsByIds(ctx, [...new Set(rows.map((row) => row.account_id))])).map((account) => [
      account.id,
      account.name,
    ]),
  );
  const mine = getAccountId(ctx.actor);
  return rows.map((row) => {
    const incident = row.incident_id === null ? undefined : incidents.get(row.incident_id);
    const own = claims.get(row.id) ?? [];
    const draftReason = incident ? (drafts.get(incident.id) ?? null) : null;
    const count = (grade: Grade) => own.filter((claim) => claim.grade === grade).length;
    return {
      id: row.id,
      title: row.title,
      incident: incident
        ? { id: incident.id, ref: `INC-${incident.number}`, title: incident.title }
        : null,
      isIncidentHidden: row.incident_id !== null && !incident,
      outcome: row.outcome,
      happenedOn: row.happened_on,
      competencies: row.competencies,
      isExample: row.is_example,
      isDraft: draftReason !== null,
      draftReason,
      grades: {
        documented: count('documented'),
        confirmed: count('confirmed'),
        'from-memory': count('from-memory'),
        'no-evidence': count('no-evidence'),
      },
      words: own.reduce((sum, claim) => sum + countWords(claim.text), 0),
      parts: StoryPart.options.filter((part) => own.some((claim) => claim.part === part)),
      isMine: row.account_id === mine,
      ownerName: owners.get(row.account_id) ?? '',
      removal: removals.get(row.id) ?? null,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      version: row.version,
    };
  });
}

/** Counts words in any script: each Chinese character counts as one. */
export function countWords(text: string): number {
  return text.match(/\p{Script=Han}|[\p{L}\p{N}][\p{L}\p{N}'’.%-]*/gu)?.length ?? 0;
}

export async function loadGradedClaims(
  ctx: Context,
  stories: readonly StoryRow[],
): Promise<Map<string, StoryClaim[]>> {
  const ids = stories.map((story) => story.id);
  const rows = await loadClaims(ctx, ids);
  const cited = await lookUpCitations(
    ctx,
    [...rows.values()].flatMap((claims) => claims.flatMap((claim) => claim.citations)),
    await loadOwners(ctx, stories),
  );
  const asks = await loadAsks(ctx, ids);
  const mine = getAccountId(ctx.actor);
  return new Map(
    stories.map((story) => [
      story.id,
      (rows.get(story.id) ?? []).map((row) =>
        presentClaim(row, cited, asks.get(row.id) ?? [], story.account_id === mine),
      ),
    ]),
  );
}

/** What the writers say about themselves is not confirmed by them. */
async function loadOwners(ctx: Context, stories: readonly StoryRow[]): Promise<Owners> {
  const accountIds = [...new Set(stories.map((story) => story.account_id))];
  if (accountIds.length === 0) return { accountIds, personIds: [] };
  const persons = await ctx.db
    .selectFrom('story_person')
    .select('person_id')
    .where('account_id', 'in', accountIds)
    .execute();
  return { accountIds, personIds: persons.map((row) => row.person_id) };
}

function presentClaim(
  row: ClaimRow,
  cited: Awaited<ReturnType<typeof lookUpCitations>>,
  asks: readonly AskRow[],
  isMine: boolean,
): StoryClaim {
  const citations = row.citations.flatMap((one) => cited.get(one.id) ?? []);
  const confirmations = asks
    .filter((ask) => isMine || ask.state === 'confirmed')
    .map((ask) => presentAsk(ask, row.text, isMine));
  const { grade, reason } = gradeClaim({
    isRecollection: row.is_recollection,
    citations,
    confirmations: asks.map((ask) => ({ state: ask.state, isStale: ask.sentence !== row.text })),
    isReadByOther: !isMine,
  });
  const numbers = row.numbers.map((number) => {
    const taken = number.takenFrom;
    const citation =
      taken &&
      citations.find((one) => one.target === taken.target && one.targetId === taken.targetId);
    return {
      ...number,
      takenFromLabel: taken === null ? null : (citation?.label ?? 'no longer cited'),
    };
  });
  return {
    id: row.id,
    part: row.part,
    text: row.text,
    isRecollection: row.is_recollection,
    numbers,
    citations,
    confirmations,
    grade,
    gradeReason: reason,
    followUpQuestion: row.follow_up_question,
    meant: isMine ? row.meant : [],
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

/**
 * Others see only "a peer", unless the peer agreed to be named. Only the owner sees what a peer
 * wrote.
 */
function presentAsk(ask: AskRow, text: string, isMine: boolean): Confirmation {
  return {
    id: ask.id,
    accountId: isMine ? ask.account_id : null,
    name: isMine || ask.may_be_named ? ask.name : 'a peer',
    state: ask.state,
    answer: isMine ? ask.answer : '',
    mayBeNamed: ask.may_be_named,
    isStale: ask.sentence !== text,
    askedAt: ask.asked_at.toISOString(),
    answeredAt: ask.answered_at?.toISOString() ?? null,
  };
}
