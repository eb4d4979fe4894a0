import {
  AnswerAsGuest,
  AnswerCalibration,
  DomainError,
  type CalibrationEntry,
  type CalibrationInbox,
  type Participant,
} from '@debrief/contract';
import type { z } from 'zod';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { personIdsNow } from '../identity/index.ts';
import { verb } from '../verb.ts';
import { listAbout, loadSubjects, presentEntries, type Subject, type Subjects } from './entries.ts';
import { answerQuoteEntry, isQuoteEntry, listQuoteEntries } from './quotes.ts';
import {
  accountRequest,
  guestRequest,
  listAnswers,
  type AnswerRow,
  type OwnRequest,
} from './rows.ts';

/** What a review says about the account that acts, with what they answered. Errors: `not-found`. */
export async function readOwnInbox(ctx: Context, input: { id: string }): Promise<CalibrationInbox> {
  refuseUnless(ctx, 'incident:read');
  return openInbox(ctx, await accountRequest(ctx, input.id));
}

/** As `readOwnInbox`, for the guest who acts. */
export async function readGuestInbox(ctx: Context): Promise<CalibrationInbox> {
  return openInbox(ctx, await guestRequest(ctx));
}

/** The first time it is read is when it was opened. */
async function openInbox(ctx: Context, own: OwnRequest): Promise<CalibrationInbox> {
  if (own.request.opened_at === null)
    await ctx.db
      .updateTable('calibration_request')
      .set({ opened_at: ctx.clock.now() })
      .where('id', '=', own.request.id)
      .where('opened_at', 'is', null)
      .execute();
  return presentInbox(own);
}

async function presentInbox({ request, incident, reader }: OwnRequest): Promise<CalibrationInbox> {
  const found = await loadOwn({ request, incident, reader });
  const answers = found ? await listAnswers(reader, [request.id]) : [];
  const entries = found
    ? await presentEntries(reader, incident, found.person, found.subjects, found.about)
    : [];
  return {
    id: request.id,
    incident: { ref: `INC-${incident.number}`, title: incident.title },
    name: request.name,
    sentBy: request.sent_by.name,
    sentAt: request.sent_at.toISOString(),
    finishedAt: request.finished_at?.toISOString() ?? null,
    entries: [
      ...(await listQuoteEntries({ request, incident, reader })),
      ...entries.map((entry) => ({ ...entry, answer: findAnswer(entry, answers) })),
    ],
  };
}

interface OwnSubjects {
  person: Participant;
  subjects: Subjects;
  about: Subject[];
}

/** Null for someone who is no longer in the incident. */
async function loadOwn({ request, incident, reader }: OwnRequest): Promise<OwnSubjects | null> {
  const subjects = await loadSubjects(reader, incident);
  const id = request.person_id;
  const personId = (await personIdsNow(reader, [id])).get(id) ?? id;
  const person = subjects.people.find((one) => one.personId === personId);
  return person ? { person, subjects, about: listAbout(person, subjects) } : null;
}

function findAnswer(
  { id, seen }: Pick<Subject, 'id' | 'seen'>,
  answers: readonly AnswerRow[],
): CalibrationEntry['answer'] {
  const own = answers.filter(({ entry }) => entry === id);
  const answer = own.find((one) => one.seen === seen) ?? own[0];
  return answer
    ? {
        verdict: answer.verdict,
        text: answer.text,
        version: answer.version,
        isStale: answer.seen !== seen && !isResult(answer),
        isDecided: answer.decision !== null,
      }
    : null;
}

/** Applying an answer changes the entry, which isn't a reason to ask again. */
function isResult(answer: AnswerRow): boolean {
  return answer.decision === 'applied';
}

/** Answers one of the entries about the account that acts. Errors: as `answerEntry`, `not-found`. */
export const answerCalibration = verb(AnswerCalibration, async (ctx, input) => {
  refuseUnless(ctx, 'view:write');
  return answerEntry(ctx, await accountRequest(ctx, input.id), input);
});

/** As `answerCalibration`, for the guest who acts. */
export const answerAsGuest = verb(AnswerAsGuest, async (ctx, input) =>
  answerEntry(ctx, await guestRequest(ctx), input),
);

type Answer = Omit<z.output<typeof AnswerCalibration>, 'id'>;

/**
 * Answers an entry in the words that the person saw. Errors: `invalid` without a text; `not-found`
 * for an entry that was removed; `conflict` with the current entry if it, or the answer, changed, or an editor decided on it.
 */
async function answerEntry(
  ctx: Context,
  own: OwnRequest,
  input: Answer,
): Promise<CalibrationEntry> {
  refuseArchived(own);
  if (isQuoteEntry(input.entry)) return answerQuoteEntry(ctx, own, input);
  const { verdict } = input;
  if (verdict === 'withdrawn')
    throw new DomainError('invalid', 'Only words of an interview can be withdrawn.');
  const found = await loadOwn(own);
  const subject = found?.about.find(({ id }) => id === input.entry);
  if (!found || !subject)
    throw new DomainError('not-found', 'This entry was changed or removed. Reload the page.');
  const { request, incident, reader } = own;
  const [entry] = await presentEntries(reader, incident, found.person, found.subjects, [subject]);
  const answers = await listAnswers(reader, [request.id]);
  const known = answers.find((one) => one.entry === subject.id && one.seen === subject.seen);
  const current = entry && { ...entry, answer: findAnswer(subject, answers) };
  if (!entry || subject.seen !== input.seen)
    throw new DomainError('conflict', 'This entry changed while you were reading it.', { current });
  if (known?.decision)
    throw new DomainError('conflict', 'An editor decided on your answer. Ask them to change it.', {
      current,
    });
  if ((known?.version ?? null) !== input.version)
    throw new DomainError('conflict', 'You answered this entry in another window.', { current });
  const needsText = verdict === 'corrected' || verdict === 'context';
  if (needsText && input.text === '')
    throw new DomainError('invalid', 'Write what should change.', {
      issues: [{ at: 'text', message: 'Write what should change' }],
    });
  const saved = await saveAnswer(ctx, request.id, subject, {
    verdict,
    text: needsText ? input.text : '',
  });
  return { ...entry, answer: findAnswer(subject, [saved]) };
}

async function saveAnswer(
  ctx: Context,
  requestId: string,
  { id: entry, seen, title, text, label }: Subject,
  answer: Pick<AnswerRow, 'verdict' | 'text'>,
): Promise<AnswerRow> {
  const values = { ...answer, title, body: text, label, answered_at: ctx.clock.now() };
  return ctx.db
    .insertInto('calibration_answer')
    .values({ id: ctx.ids.next(), request_id: requestId, entry, seen, ...values })
    .onConflict((conflict) =>
      conflict.columns(['request_id', 'entry', 'seen']).doUpdateSet((eb) => ({
        ...values,
        version: eb('calibration_answer.version', '+', 1),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Says that the account that acts has checked the entries. Errors: `not-found`. */
export async function finishCalibration(
  ctx: Context,
  input: { id: string },
): Promise<CalibrationInbox> {
  refuseUnless(ctx, 'view:write');
  return inTransaction(ctx, async (ctx) => recordFinish(ctx, await accountRequest(ctx, input.id)));
}

/** As `finishCalibration`, for the guest who acts. */
export async function finishAsGuest(ctx: Context): Promise<CalibrationInbox> {
  return inTransaction(ctx, async (ctx) => recordFinish(ctx, await guestRequest(ctx)));
}

async function recordFinish(ctx: Context, own: OwnRequest): Promise<CalibrationInbox> {
  refuseArchived(own);
  if (own.request.finished_at !== null) return presentInbox(own);
  const request = await ctx.db
    .updateTable('calibration_request')
    .set({ finished_at: ctx.clock.now() })
    .where('id', '=', own.request.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(ctx, {
    kind: 'calibration.finished',
    incidentId: request.incident_id,
    subjectId: request.id,
  });
  return presentInbox({ ...own, request });
}

function refuseArchived({ incident }: OwnRequest): void {
  if (incident.archived_at !== null)
    throw new DomainError('conflict', 'This review is closed. Ask the person who asked you.');
}
