import {
  FormQuery,
  StoryForm,
  type StoryChecks,
  type StoryClaim,
  type StoryPart,
  type StoryPreview,
} from '@debrief/contract';
import {
  form,
  toAnswerKey,
  rules,
  buildStoryText,
  type Checked,
  type ClaimEvidence,
  type Part,
  type StoryText,
} from '@debrief/prose/story';
import { authorize } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { findAuthoredRevisions } from '../evidence/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { computeStory } from './compute.ts';
import { whoAmI } from './my-persons.ts';
import { findNames } from './names.ts';
import { loadGradedClaims } from './present.ts';
import { readableStory, type StoryRow } from './rows.ts';

const letters: Record<StoryPart, Part> = {
  situation: 'S',
  task: 'T',
  action: 'A',
  result: 'R',
  learning: 'L',
};

export interface ReadStory {
  row: StoryRow;
  claims: StoryClaim[];
  text: StoryText;
}

/** The caller has checked that the actor can read the story. */
export async function loadReadStory(ctx: Context, row: StoryRow): Promise<ReadStory> {
  const claims = (await loadGradedClaims(ctx, [row])).get(row.id) ?? [];
  return {
    row,
    claims,
    text: buildStoryText(claims.map((claim) => ({ part: letters[claim.part], text: claim.text }))),
  };
}

/**
 * The context of a story's sentences: who else took part, which names exist, and whose evidence
 * each sentence cites.
 */
export async function loadStoryContext(ctx: Context, { row, claims }: ReadStory) {
  const incident =
    row.incident_id === null
      ? null
      : ((await incidentsByIds(ctx, [row.incident_id])).get(row.incident_id) ?? null);
  const isMine = row.account_id === getAccountId(ctx.actor);
  const { persons } = isMine ? await whoAmI(ctx) : { persons: [] };
  const account = ctx.actor.type === 'account' || ctx.actor.type === 'key' ? [ctx.actor.name] : [];
  const me = isMine ? [...account, ...persons.map((person) => person.name)] : [];
  const agreed = claims.flatMap((claim) =>
    claim.confirmations.flatMap((one) => (one.mayBeNamed ? one.name : [])),
  );
  const texts = claims.flatMap((claim) => claim.citations.flatMap((one) => one.words ?? []));
  const { names, others } = await findNames(ctx, incident, { me, agreed, texts });
  const cited = claims
    .flatMap((claim) => claim.citations)
    .flatMap((one) => (one.target === 'evidence' && one.state === 'visible' ? one.targetId : []));
  const mine = await findAuthoredRevisions(
    ctx,
    cited,
    persons.map((person) => person.personId),
  );
  const evidence = claims.map((claim): ClaimEvidence => {
    const items =
      persons.length === 0
        ? []
        : claim.citations.filter((one) => one.target === 'evidence' && one.state === 'visible');
    const byMe = items.filter((one) => mine.has(one.targetId)).length;
    return { grade: claim.grade, byMe, byOthers: items.length - byMe };
  });
  return { names, evidence, otherParticipants: others, incident };
}

export async function runStoryChecks(
  ctx: Context,
  { row, claims, text }: ReadStory,
  { form: kind, isUrgent = false }: { form?: StoryForm | undefined; isUrgent?: boolean } = {},
): Promise<Checked> {
  const { names, evidence, otherParticipants } = await loadStoryContext(ctx, { row, claims, text });
  const known = { names, evidence, otherParticipants, ...(kind && { form: kind }) };
  return computeStory('check', { text, known }, { length: text.text.length, isUrgent });
}

/**
 * The questions of the checks about a story, each with its sentence and rule. Advisory; no score.
 * Errors: `not-found`.
 */
export async function storyChecks(
  ctx: Context,
  input: { id: string; form?: string | undefined },
): Promise<StoryChecks> {
  const story = await loadReadStory(
    ctx,
    await authorize(ctx, 'story:read', readableStory(ctx, input.id)),
  );
  const checked = await runStoryChecks(ctx, story, {
    form: input.form === undefined ? undefined : parse(StoryForm, input.form),
  });
  const isMine = story.row.account_id === getAccountId(ctx.actor);
  return {
    language: story.text.language,
    findings: checked.findings.flatMap((found) => {
      const rule = rules.find((one) => one.id === found.rule);
      const claim = found.claim === null ? undefined : story.claims[found.claim];
      const begins = found.claim === null ? 0 : (story.text.claims[found.claim]?.start ?? 0);
      if (!rule) return [];
      const place = claim
        ? { claimId: claim.id, start: found.start - begins, end: found.end - begins }
        : { claimId: null, start: null, end: null };
      const quoted = claim ? story.text.text.slice(found.start, found.end) : '';
      const name = toAnswerKey(found);
      const isMeant = (claim ? claim.meant : isMine ? story.row.meant : []).includes(name);
      return [
        {
          rule: found.rule,
          title: rule.title,
          source: rule.source,
          ...place,
          quoted,
          question: found.question,
          why: found.why,
          meantAs: name,
          isMeant,
        },
      ];
    }),
    ran: checked.ran,
    notRun: checked.notRun,
  };
}

/**
 * A story in a format, from its own sentences, within its length. Errors: `invalid`, `not-found`.
 */
export async function storyForm(
  ctx: Context,
  raw: Parsable<typeof FormQuery>,
): Promise<StoryPreview> {
  const input = parse(FormQuery, raw);
  const story = await loadReadStory(
    ctx,
    await authorize(ctx, 'story:read', readableStory(ctx, input.id)),
  );
  return formatStory(story, input.form, input.claims);
}

export function formatStory(
  { row, claims, text }: ReadStory,
  kind: StoryForm,
  wanted?: readonly string[],
): StoryPreview {
  const chosen =
    wanted && claims.flatMap((claim, index) => (wanted.includes(claim.id) ? index : []));
  const told = form(text, kind, chosen);
  const findClaimId = (index: number) => claims[index]?.id ?? '';
  return {
    form: kind,
    title: row.title,
    sections: told.sections.map((one) => ({
      heading: one.heading,
      claimIds: one.claims.map(findClaimId),
      text: one.text,
    })),
    text: told.text,
    words: told.words,
    seconds: told.seconds,
    budget: told.budget,
    leftOut: told.leftOut.map(({ claim, why }) => ({
      claimId: findClaimId(claim),
      text: claims[claim]?.text ?? '',
      why,
    })),
  };
}
