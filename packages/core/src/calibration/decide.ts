import {
  DecideCalibration,
  DomainError,
  type CalibrationChange,
  type CalibrationDecision,
  type Perspective,
} from '@debrief/contract';
import type { CitationRow } from '@debrief/rules/citation';
import { requireHypothesis, type FindingState } from '@debrief/rules/investigation';
import { authorize, type Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { addComment } from '../comment/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { maskProse } from '../evidence/index.ts';
import { personIdsNow } from '../identity/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { changeItem, loadActiveItem, proseNames } from '../item/index.ts';
import { replaceInSection } from '../report/index.ts';
import { eventItem } from '../timeline/index.ts';
import { verb } from '../verb.ts';
import { citeAnswer } from './correction.ts';
import { loadSubjects, type Subject } from './entries.ts';
import { presentChange, proposeChange, type Proposal } from './proposals.ts';
import { findIncident, type AnswerRow, type RequestRow } from './rows.ts';

const shared: Perspective = { type: 'shared' };
const words = {
  corrected: 'would correct this',
  context: 'would add',
  'name-off': 'asks to take their name out of this.',
  confirmed: '',
} as const;

/**
 * Applies what someone asked to change, adds it as a comment, or declines it with a reason. The
 * words before and after are kept. Errors: `invalid`, `not-found`, `forbidden`, `conflict` if it was
 * decided, or can't be applied because the entry changed.
 */
export const decideCalibration = verb(
  DecideCalibration,
  async (ctx, { id, decision, reason }): Promise<CalibrationChange> => {
    const { answer, request, incident: found } = await lockAnswer(ctx, id);
    const incident = await authorize(ctx, 'incident:write', found);
    if (answer.decision !== null)
      throw new DomainError('conflict', `${answer.decided_by?.name ?? 'Someone'} decided on this.`);
    if (decision === 'declined' && reason === '')
      throw new DomainError('invalid', 'Give a reason.', {
        issues: [{ at: 'reason', message: 'Give a reason' }],
      });
    const subjects = await loadSubjects(ctx, incident);
    const { person_id: asked } = request;
    const personId = (await personIdsNow(ctx, [asked])).get(asked) ?? asked;
    const person = subjects.people.find((one) => one.personId === personId);
    const subject = subjects.all.find((one) => one.id === answer.entry);
    const proposal = proposeChange(answer, subject, person, subjects);
    if (decision === 'applied') {
      if (!subject || !proposal || !person)
        throw new DomainError(
          'conflict',
          'This can’t be applied: the entry was changed or removed, or it has to be written by hand.',
        );
      const cited =
        answer.verdict === 'name-off'
          ? []
          : [await citeAnswer(ctx, incident, person, answer, proposal)];
      await apply(ctx, incident, subject, proposal, cited);
    }
    if (decision === 'commented') await comment(ctx, incident, answer, request, subject);
    const saved = await saveDecision(ctx, answer, {
      decision,
      reason,
      proposal: decision === 'applied' ? proposal : null,
    });
    await record(ctx, {
      kind: `calibration.${decision}`,
      incidentId: incident.id,
      subjectId: request.id,
    });
    return presentChange(saved, request.name, subject, proposal);
  },
);

/** An answer of someone who has finished, in an incident that the actor can see. Errors: `not-found`. */
async function lockAnswer(
  ctx: Context,
  id: string,
): Promise<{ answer: AnswerRow; request: RequestRow; incident: IncidentRow }> {
  const answer = await ctx.db
    .selectFrom('calibration_answer')
    .selectAll()
    .where('id', '=', id)
    .where('verdict', '<>', 'confirmed')
    .forUpdate()
    .executeTakeFirst();
  const request =
    answer &&
    (await ctx.db
      .selectFrom('calibration_request')
      .selectAll()
      .where('id', '=', answer.request_id)
      .where('finished_at', 'is not', null)
      .executeTakeFirst());
  const incident = request && (await findIncident(ctx, request.incident_id));
  if (!answer || !request || !incident)
    throw new DomainError('not-found', 'This change was not found.');
  return { answer, request, incident };
}

async function apply(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  { targetId: id, kind, personId }: Subject,
  { title, text, replace, isNameOff, recollectionOf }: Proposal,
  cited: readonly CitationRow[],
): Promise<void> {
  if (kind === 'report') return replaceInSection(ctx, incident, id, replace);
  if (kind === 'finding') {
    const { version } = (await loadActiveItem(ctx, findingItem, id)).state;
    const names = new Set(proseNames(findingItem));
    await changeItem(ctx, findingItem, { id, version }, async (_ctx, _incident, state) => ({
      next: {
        ...maskProse(state, names, (_, words) => replace(words)),
        statement: title,
        citations: [...state.citations, ...cited.map((row) => ({ ...row, part: getPart(state) }))],
      },
      activity: `${state.type}.changed`,
    }));
    return;
  }
  const { version } = (await loadActiveItem(ctx, eventItem, id)).state;
  await changeItem(ctx, eventItem, { id, version }, async (_ctx, _incident, state) => ({
    next: {
      ...state,
      title,
      text,
      citations: [...state.citations, ...cited],
      perspective: isNameOff && personId !== null ? shared : state.perspective,
      recollectionOf: recollectionOf ?? (state.recollectionOf && replace(state.recollectionOf)),
    },
    activity: 'event.changed',
  }));
}

/** A hypothesis cites in its steps. */
function getPart(finding: FindingState): string | null {
  if (finding.type !== 'hypothesis') return null;
  return requireHypothesis(finding).steps[0]?.id ?? null;
}

async function comment(
  ctx: Context,
  incident: IncidentRow,
  answer: AnswerRow,
  request: RequestRow,
  subject: Subject | undefined,
): Promise<void> {
  if (!subject)
    throw new DomainError('conflict', 'The entry was removed, so it can’t have a comment.');
  const said = answer.text === '' ? '' : `: ${answer.text}`;
  await addComment(ctx, {
    incident: incident.id,
    target: {
      kind: subject.kind === 'report' ? 'section' : subject.kind,
      id: subject.targetId,
    },
    ...(subject.kind === 'report' && { quote: subject.title.slice(0, 500) }),
    text: `Calibration: ${request.name} ${words[answer.verdict]}${said}`,
  });
}

async function saveDecision(
  ctx: Context,
  { id }: AnswerRow,
  made: { decision: CalibrationDecision; reason: string; proposal: Proposal | null },
): Promise<AnswerRow> {
  return ctx.db
    .updateTable('calibration_answer')
    .set({
      decision: made.decision,
      reason: made.reason,
      // The earlier words would keep the name.
      ...(made.proposal?.isNameOff && { title: made.proposal.title, body: made.proposal.text }),
      after_title: made.proposal?.title ?? null,
      after_body: made.proposal?.text ?? null,
      decided_by: jsonb(actorRef(ctx.actor)),
      decided_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
