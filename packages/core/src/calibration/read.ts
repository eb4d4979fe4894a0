import type { Calibration, CalibrationChange, CalibrationPerson } from '@debrief/contract';
import { authorize, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadGuestLinkStates } from '../guest/index.ts';
import { personIdsNow } from '../identity/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { listPersonIdsQuoted } from '../interview/index.ts';
import { listAbout, loadSubjects } from './entries.ts';
import { presentChange, proposeChange } from './proposals.ts';
import { findAccounts } from './requests.ts';
import { listAnswers, listFinished, listRequests, type AnswerRow } from './rows.ts';

/**
 * Who was asked and how far they are, and what calibration changed. What someone answered is shown
 * once they finish. Errors: `not-found`.
 */
export async function readCalibration(
  ctx: Context,
  input: { incident: string },
): Promise<Calibration> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const subjects = await loadSubjects(ctx, incident);
  const open = await listRequests(ctx, incident.id);
  const finished = await listFinished(ctx, incident.id);
  const requests = [...open, ...finished.filter(({ id }) => !open.some((one) => one.id === id))];
  const ids = requests.map(({ id }) => id);
  const now = await personIdsNow(
    ctx,
    requests.map((request) => request.person_id),
  );
  const personOf = new Map(
    requests.map(({ id, person_id: personId }) => [id, now.get(personId) ?? personId]),
  );
  const answers = Map.groupBy(await listAnswers(ctx, ids), (answer) => answer.request_id);
  const links = await loadGuestLinkStates(ctx, ids);
  const accounts = await findAccounts(ctx, subjects.people);
  const people = subjects.people.map((person): CalibrationPerson => {
    const request = open.find(({ id }) => personOf.get(id) === person.personId);
    const about = listAbout(person, subjects);
    const own = request ? (answers.get(request.id) ?? []) : [];
    const link = request && links.get(request.id);
    return {
      personId: person.personId,
      name: person.name,
      hasAccount: accounts.has(person.personId),
      entries: about.length,
      request: request
        ? {
            id: request.id,
            sentAt: request.sent_at.toISOString(),
            sentBy: request.sent_by.name,
            openedAt: request.opened_at?.toISOString() ?? null,
            answered: about.filter(({ id, seen }) =>
              own.some((answer) => answer.entry === id && isAbout(answer, seen)),
            ).length,
            finishedAt: request.finished_at?.toISOString() ?? null,
            linkExpiresAt: link && !link.isRevoked ? link.expiresAt : null,
          }
        : null,
    };
  });
  const quoted = await listPersonIdsQuoted(ctx, incident.id);
  const canWrite = mayIn(incident, ctx.actor, 'incident:write');
  const changes = finished.flatMap(({ id, name }) => {
    const person = subjects.people.find((one) => one.personId === personOf.get(id));
    return (answers.get(id) ?? [])
      .filter(({ verdict, decision }) => verdict !== 'confirmed' && (canWrite || decision !== null))
      .map((answer) => {
        const subject = subjects.all.find((one) => one.id === answer.entry);
        const proposal =
          answer.decision === null ? proposeChange(answer, subject, person, subjects) : null;
        return presentChange(answer, name, subject, proposal);
      });
  });
  const confirmed = finished.flatMap(({ id }) => answers.get(id) ?? []).filter(isConfirmed);
  return {
    people: people.filter(
      ({ personId, entries, request }) =>
        entries > 0 || request !== null || quoted.includes(personId),
    ),
    changes: sortChanges(changes),
    confirmed: subjects.all.filter(({ id, seen }) =>
      confirmed.some((answer) => answer.entry === id && answer.seen === seen),
    ).length,
    can: { send: canWrite },
  };
}

const isConfirmed = ({ verdict }: AnswerRow) => verdict === 'confirmed';
const isAbout = (answer: AnswerRow, seen: string) =>
  answer.seen === seen || answer.decision === 'applied';

function sortChanges(changes: readonly CalibrationChange[]): CalibrationChange[] {
  const isOpen = ({ decision }: CalibrationChange) => decision === null;
  return [
    ...changes.filter(isOpen),
    ...changes
      .filter((one) => !isOpen(one))
      .toSorted((a, b) => (b.decision?.at ?? '').localeCompare(a.decision?.at ?? '')),
  ];
}
