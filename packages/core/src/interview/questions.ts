import {
  QuestionsOf,
  type Evidence,
  type InterviewQuestion,
  type PreparedQuestions,
} from '@debrief/contract';
import { furtherQuestions, openers, prepareQuestions } from '@debrief/prose/interview';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadIncidentEvidence, readRecord } from '../evidence/index.ts';
import { incidentByRef, loadMilestones } from '../incident/index.ts';
import { parse } from '../parse.ts';
import type { KeptQuestion } from './tables.ts';

const said = new Set(['message', 'utterance', 'note']);
const mostLines = 200;
const fewestLines = 10;

/**
 * Questions for an interview with a person, from what they wrote in the record. Without a person,
 * only those for any interview. Errors: `not-found`, `forbidden`.
 */
export async function listInterviewQuestions(
  ctx: Context,
  raw: QuestionsOf,
): Promise<PreparedQuestions> {
  const input = parse(QuestionsOf, raw);
  const incident = await authorize(ctx, 'interview:prepare', incidentByRef(ctx, input.incident));
  return prepare(ctx, incident.id, input.personId ?? null);
}

/** The caller has checked that the actor can see the incident. */
async function prepare(
  ctx: Context,
  incidentId: string,
  personId: string | null,
): Promise<PreparedQuestions> {
  const lines: Evidence[] = [];
  if (personId !== null) {
    const items = await readWritten(ctx, incidentId, personId);
    lines.push(
      ...items.filter(
        ({ kind, details, isDeleted }) =>
          said.has(kind) && details.event === undefined && !isDeleted,
      ),
    );
  }
  const { items, isEnglish } = prepareQuestions(lines);
  return {
    openers: [...openers],
    items: items.map(({ line, start, end, ...question }) => ({
      ...question,
      quoteStart: start,
      quoteEnd: end,
      place: { evidenceId: line.id, itemId: line.itemId, at: line.occurredAt },
    })),
    isEnglish,
    more: [...furtherQuestions],
  };
}

/** What they wrote from detection or the start of impact on, if that is enough, else everything. */
async function readWritten(ctx: Context, incidentId: string, author: string): Promise<Evidence[]> {
  const { milestones } = await loadMilestones(ctx, await incidentByRef(ctx, incidentId));
  const at = (kind: string) => milestones.find((one) => one.kind === kind)?.at;
  const from = at('detected') ?? at('impact-started');
  const query = { author, threads: 'flat' as const, limit: mostLines };
  const during =
    from === undefined ? [] : (await readRecord(ctx, incidentId, { ...query, from })).items;
  return during.length >= fewestLines ? during : (await readRecord(ctx, incidentId, query)).items;
}

/** The questions that a new interview starts with. */
export async function prepareKept(
  ctx: Context,
  incidentId: string,
  personId: string | null,
): Promise<KeptQuestion[]> {
  const prepared = await prepare(ctx, incidentId, personId);
  const general = (text: string): KeptQuestion => ({
    id: ctx.ids.next(),
    text,
    state: 'open',
    cue: null,
    quoted: null,
  });
  return [
    ...prepared.openers.map(general),
    ...prepared.items.map(({ text, cue, quoteStart, quoteEnd, place }) => ({
      ...general(text),
      cue,
      quoted: { ...place, start: quoteStart, end: quoteEnd },
    })),
    ...prepared.more.map(general),
  ];
}

/** With the words that they quote, as the record has them now. */
export async function presentQuestions(
  ctx: Context,
  incidentId: string,
  questions: readonly KeptQuestion[],
): Promise<InterviewQuestion[]> {
  const ids = questions.flatMap(({ quoted }) => quoted?.evidenceId ?? []);
  const items = await loadIncidentEvidence(ctx, incidentId, ids);
  const texts = new Map(items.map(({ id, text }) => [id, text]));
  return questions.map(({ quoted, ...question }) => {
    if (quoted === null) return { ...question, quote: null };
    const { start, end, ...place } = quoted;
    const text = texts.get(place.evidenceId)?.slice(start, end);
    return { ...question, quote: text === undefined ? null : { text, place } };
  });
}
