import {
  AnswerGap,
  type CheckedGap,
  type StoryExemplar,
  type StoryGap,
  DomainError,
} from '@debrief/contract';
import {
  cloze,
  exemplars,
  isFilled,
  buildStoryText,
  type Exemplar,
  type Gap,
} from '@debrief/prose/story';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { parse } from '../parse.ts';
import { partOf } from './paste.ts';
import { readableStory } from './rows.ts';
import { loadReadStory } from './read-story.ts';

export function listExemplars(ctx: Context): { items: StoryExemplar[] } {
  refuseUnless(ctx, 'story:read');
  return { items: exemplars.map(presentExemplar) };
}

function presentExemplar({ id, title, role, language, claims }: Exemplar): StoryExemplar {
  return {
    id,
    title,
    role,
    language,
    claims: claims.map((claim) => ({
      part: partOf[claim.part],
      text: claim.text,
      note: claim.note,
    })),
  };
}

/** The gaps of a readable story or an exemplar, without their answers. Errors: `not-found`. */
export async function storyCloze(
  ctx: Context,
  input: { id: string },
): Promise<{ items: StoryGap[] }> {
  const gaps = await buildGaps(ctx, input.id);
  return {
    items: gaps.map(({ kind, claim, prompt, shown, options }, number) => ({
      number,
      kind,
      claim,
      prompt,
      shown,
      options: options && [...options],
    })),
  };
}

/** Whether an answer fills a gap, and why the original fits. Errors: `not-found`. */
export async function answerGap(ctx: Context, raw: AnswerGap): Promise<CheckedGap> {
  const input = parse(AnswerGap, raw);
  const gap = (await buildGaps(ctx, input.id))[input.number];
  if (!gap)
    throw new DomainError('not-found', 'Gap not found. The story may have changed: start again.');
  return {
    number: input.number,
    isRight: isFilled(gap, input.answer),
    answer: gap.answer,
    explanation: gap.explanation,
  };
}

async function buildGaps(ctx: Context, id: string): Promise<Gap[]> {
  refuseUnless(ctx, 'story:read');
  const exemplar = exemplars.find((one) => one.id === id);
  const others = exemplars
    .filter((one) => one.id !== id)
    .flatMap((one) => one.claims.filter((claim) => claim.part === 'A').map((claim) => claim.text));
  if (exemplar)
    return cloze(buildStoryText(exemplar.claims), {
      others,
      notes: exemplar.claims.map((claim) => claim.note),
    });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new DomainError('not-found', 'Story or exemplar not found.');
  const { text } = await loadReadStory(
    ctx,
    await authorize(ctx, 'story:read', readableStory(ctx, id)),
  );
  return cloze(text, { others: others.slice(0, 3) });
}
