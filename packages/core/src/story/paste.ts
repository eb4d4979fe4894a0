import {
  PasteStory,
  type Paste,
  type Pasted,
  type PasteQuestion,
  type StoryPart,
  DomainError,
} from '@debrief/contract';
import {
  findChanges,
  findSampleSize,
  findSource,
  findTimeRange,
  type Part,
  type Piece,
  type Pasted as ReadPaste,
} from '@debrief/prose/story';
import { fixEncoding, decodeText } from '@debrief/readers/encoding';
import {
  refuseTooLong,
  type ClaimNumber,
  type ClaimState,
  type StoryState,
} from '@debrief/rules/story';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { computeStory } from './compute.ts';
import { parse } from '../parse.ts';
import { presentStory } from './present.ts';
import { recordRevision } from './history.ts';
import { getOwnerId, lockStory, insertClaims, insertStory, ownAccount } from './rows.ts';

export const partOf: Record<Part, StoryPart> = {
  S: 'situation',
  T: 'task',
  A: 'action',
  R: 'result',
  L: 'learning',
};

interface Draft {
  title: string;
  claims: ClaimState[];
  questions: PasteQuestion[];
  suggested: { claimId: string; reason: string }[];
}

/**
 * Creates a story from each answer found in a pasted text, in any order, language or encoding. The
 * paste is stored both raw and decoded; parts without a heading are suggested with a reason, or
 * asked for. Errors: `invalid`, `not-found`.
 */
export async function pasteStory(ctx: Context, raw: PasteStory): Promise<Pasted> {
  const input = parse(PasteStory, raw);
  const bytes =
    input.bytes === undefined
      ? Buffer.from(input.text ?? '', 'utf8')
      : Buffer.from(input.bytes, 'base64');
  const read =
    input.bytes === undefined ? { text: input.text ?? '', encoding: null } : decodeText(bytes);
  const fixed = fixEncoding(read.text.replaceAll('\0', ' ').replaceAll(/\r\n?/g, '\n'));
  const isMended = fixed.isMended || read.encoding !== null;
  refuseUnless(ctx, 'story:write');
  const { length } = fixed.text;
  const parsed = await computeStory('readPaste', { text: fixed.text }, { length });
  const { drafts, leftOver } = toDrafts(ctx, fixed.text, parsed, {
    title: input.title ?? '',
    isRecollection: input.isRecollection ?? false,
  });
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'story:write');
    const accountId = ownAccount(ctx);
    const incident = input.incident ? await incidentByRef(ctx, input.incident) : null;
    const pasteId = ctx.ids.next();
    await ctx.db
      .insertInto('story_paste')
      .values({
        id: pasteId,
        account_id: accountId,
        original: bytes,
        text: fixed.text,
        is_mended: isMended,
        pasted_at: ctx.clock.now(),
      })
      .execute();
    const stories: Pasted['stories'] = [];
    for (const draft of drafts) {
      const state: StoryState = {
        id: ctx.ids.next(),
        incidentId: incident?.id ?? null,
        title: draft.title,
        outcome: null,
        happenedOn: null,
        competencies: [],
        meant: [],
        isRemoved: false,
        version: 1,
      };
      const story = await authorize(ctx, 'story:write', insertStory(ctx, state, pasteId));
      await insertClaims(ctx, story, draft.claims);
      await recordRevision(ctx, story, {
        kind: 'story.added',
        after: { story: state, claims: draft.claims },
      });
      stories.push({
        story: await presentStory(ctx, await lockStory(ctx, story.id)),
        questions: draft.questions,
        partsSuggested: draft.suggested,
      });
    }
    return { pasteId, isMended, encoding: fixed.readAs ?? read.encoding, stories, leftOver };
  });
}

const mostStories = 100;

function toDrafts(
  ctx: Context,
  text: string,
  { pasted, sentences }: { pasted: ReadPaste; sentences: string[][] },
  { title, isRecollection }: { title: string; isRecollection: boolean },
): { drafts: Draft[]; leftOver: string[] } {
  if (pasted.answers.length === 0)
    throw new DomainError('invalid', 'This text is empty. Paste the story itself.');
  if (pasted.answers.length > mostStories)
    throw new DomainError(
      'invalid',
      `This text has ${pasted.answers.length} stories, and a paste can have ${mostStories}. Paste a part of it.`,
    );
  const drafts = pasted.answers.map((answer, index): Draft => {
    const made = pasted.pieces.flatMap((piece, at) =>
      piece.answer === index ? toClaims(ctx, piece, sentences[at] ?? []) : [],
    );
    const claims = made.map(({ claim }, place): ClaimState => ({
      ...claim,
      rank: place + 1,
      isRecollection,
    }));
    refuseTooLong(claims, 'Paste a part of it.');
    return {
      title: (
        (answer.title ?? '') ||
        (index === 0 ? title : '') ||
        claims[0]?.text ||
        'A pasted story'
      )
        .slice(0, 300)
        .toWellFormed(),
      claims,
      questions: answer.asks.map((ask) => ({
        part: ask.part && partOf[ask.part],
        question: ask.question,
        claimIds: made
          .filter(
            ({ piece }) =>
              piece.start >= ask.start && piece.end <= ask.end && piece.basis === 'asked',
          )
          .map(({ claim }) => claim.id),
      })),
      suggested: made.flatMap(({ claim, piece }) =>
        piece.basis === 'suggested' && piece.reason
          ? [{ claimId: claim.id, reason: piece.reason }]
          : [],
      ),
    };
  });
  const leftOver = pasted.pieces
    .filter((piece) => piece.kind === 'other')
    .map((piece) => text.slice(piece.start, piece.end).trim());
  return { drafts, leftOver: leftOver.filter((rest) => /[\p{L}\p{N}]/u.test(rest)) };
}

function toClaims(
  ctx: Context,
  piece: Piece,
  sentences: readonly string[],
): { claim: ClaimState; piece: Piece }[] {
  const { part } = piece;
  if (part === null) return [];
  return sentences.map((one) => {
    const said = one.split(/\s+/).join(' ').replaceAll('**', '').trim();
    const claim = {
      id: ctx.ids.next(),
      part: partOf[part],
      rank: 0,
      text: said,
      isRecollection: false,
      numbers: readNumbers(said),
      citations: [],
      followUpQuestion: null,
      meant: [],
      isRemoved: false,
      version: 1,
    };
    return { claim, piece };
  });
}

/**
 * The numbers that a sentence states, with their context from the same sentence. Numbers are read,
 * never invented.
 */
function readNumbers(said: string): ClaimNumber[] {
  return findChanges(said)
    .slice(0, 20)
    .map((change) => ({
      text: said.slice(change.start, change.end).slice(0, 300),
      baseline: change.from.text.slice(0, 300),
      window: findTimeRange(said)?.text ?? '',
      n: findSampleSize(said),
      source: findSource(said) ?? '',
      takenFrom: null,
    }));
}

/** A pasted text, raw and decoded. Errors: `not-found`. */
export async function getPaste(ctx: Context, input: { id: string }): Promise<Paste> {
  const row = ctx.db
    .selectFrom('story_paste')
    .selectAll()
    .where('id', '=', input.id)
    .where('account_id', '=', getOwnerId(ctx));
  const paste = await authorize(ctx, 'story:read', row.executeTakeFirst());
  if (!paste) throw new DomainError('not-found', 'Pasted text not found.');
  return {
    id: paste.id,
    text: paste.text,
    original: Buffer.from(paste.original).toString('base64'),
    isMended: paste.is_mended,
  };
}
