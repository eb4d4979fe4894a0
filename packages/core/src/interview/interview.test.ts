import type { Interview } from '@debrief/contract';
import { inviteAccount } from '../account/index.ts';
import { exportBundle, importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Context } from '../context.ts';
import { deleteIncident } from '../delete-incident/index.ts';
import { archiveIncident } from '../incident/index.ts';
import { listImports, makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { listWaiting } from '../notification/index.ts';
import { listPeople } from '../people/index.ts';
import { addEvent } from '../timeline/index.ts';
import { runUndoJob, undoImport } from '../undo-import/index.ts';
import {
  answerQuote,
  answerQuoteFor,
  changeInterview,
  declineInterview,
  getInterview,
  listInterviews,
  listOwnInterviews,
  listQuotesFrom,
  planInterview,
  promoteQuote,
  removeInterview,
  removeLine,
  removeQuote,
  sendQuote,
  writeLine,
  writeQuestion,
} from './index.ts';

let world: World;
/** The interviewer. */
let ctx: Context;
/** Ada of the record, as an account with her email address. */
let ada: Context;
let incident: string;
let personId: string;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ ref: incident } = await makeIncident(ctx));
  await importFile(
    ctx,
    { ref: incident },
    {
      text: '{"at":"2026-03-01T10:00:00Z","author":"Ada Byron","email":"Ada@example.org","text":"obviously the alias was broken"}\n',
    },
  );
  const { participants } = await listPeople(ctx, { incident });
  personId = participants[0]?.personId ?? '';
  const { account } = await inviteAccount(world.as(world.operator), {
    name: 'Ada Byron',
    email: 'ada@example.org',
    role: 'viewer',
  });
  ada = world.as({ type: 'account', accountId: account.id, name: account.name, role: 'viewer' });
});

const plan = (given: object = {}) =>
  planInterview(ctx, {
    incident,
    person: { personId },
    startsAt: '2026-03-02T15:00:00Z',
    ...given,
  });
const findAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');

async function write(interview: Interview, kind: 'note' | 'quote' | 'off-record', text: string) {
  const lineId = ctx.ids.next();
  await writeLine(ctx, { id: interview.id, lineId, version: null, kind, text });
  return lineId;
}

async function send(interview: Interview, kind: 'note' | 'quote', text: string) {
  const lineId = await write(interview, kind, text);
  const { quotes } = await sendQuote(ctx, { id: interview.id, lineId });
  const quote = quotes.find((one) => one.lineId === lineId);
  if (!quote) throw new Error('no quote');
  return quote;
}

describe('an interview', () => {
  test('is planned once, with questions from the record, and changes its state', async () => {
    const id = ctx.ids.next();
    const planned = await plan({ id, startsAt: null });
    expect(planned).toMatchObject({ state: 'proposed', person: { personId, name: 'Ada Byron' } });
    expect(planned.consent).toContain('not about corrective action');
    expect(planned.questions).toContainEqual(
      expect.objectContaining({
        cue: 'obvious',
        state: 'open',
        quote: expect.objectContaining({ text: 'obviously the alias was broken' }),
      }),
    );
    expect(await plan({ id, startsAt: null })).toEqual(planned);
    const startsAt = '2026-03-02T15:00:00.000Z';
    const change = (given: object, version: number) =>
      changeInterview(ctx, { id, version, ...given });
    expect(await change({ startsAt }, 1)).toMatchObject({ state: 'scheduled', startsAt });
    await expect(change({ place: 'Room 2' }, 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await change({ state: 'held' }, 2)).toMatchObject({ state: 'held', version: 3 });
    expect((await listInterviews(ctx, { incident })).items).toMatchObject([{ id, state: 'held' }]);
    const { questions } = planned;
    const questionId = questions[0]?.id ?? '';
    const answered = await writeQuestion(ctx, { id, questionId, state: 'answered' });
    expect(answered.questions[0]).toEqual({ ...questions[0], state: 'answered' });
    await expect(writeQuestion(ctx, { id, questionId: ctx.ids.next() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('exists for its interviewers and scribe only', async () => {
    const scribe = findAccountId(world.viewer);
    const { id } = await plan({ scribe });
    const lineId = ctx.ids.next();
    await writeLine(world.as(world.viewer), { id, lineId, version: null, kind: 'note', text: 'x' });
    expect((await getInterview(ctx, { id })).lines).toMatchObject([{ text: 'x', by: 'Rui' }]);
    for (const actor of [world.admin, world.outsider, world.operator, ada.actor]) {
      const other = world.as(actor);
      const notFound = { code: 'not-found' };
      await expect(getInterview(other, { id })).rejects.toMatchObject(notFound);
      await expect(changeInterview(other, { id, version: 1 })).rejects.toMatchObject(notFound);
      await expect(removeInterview(other, { id })).rejects.toMatchObject(notFound);
      const line = { id, lineId, version: 1, kind: 'note' as const, text: 'y' };
      await expect(writeLine(other, line)).rejects.toMatchObject(notFound);
      await expect(removeLine(other, { id, lineId })).rejects.toMatchObject(notFound);
      await expect(sendQuote(other, { id, lineId })).rejects.toMatchObject(notFound);
      expect((await listInterviews(other, { incident })).items).toEqual([]);
    }
    for (const actor of [world.admin, world.outsider, world.operator])
      await expect(declineInterview(world.as(actor), { id })).rejects.toMatchObject({
        code: 'not-found',
      });
    await changeInterview(ctx, { id, version: 1, scribe: null });
    await expect(getInterview(world.as(world.viewer), { id })).rejects.toThrow('not found');
  });

  test('is planned by editors, with people who can see the incident', async () => {
    const given = { incident, person: { personId } };
    await expect(planInterview(world.as(world.viewer), given)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(planInterview(world.as(world.operator), given)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(plan({ person: { personId: ctx.ids.next() } })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { id } = await plan();
    await makeIncidentPrivate(ctx, { incident, version: 1 });
    await expect(plan({ scribe: findAccountId(world.viewer) })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(planInterview(world.as(world.outsider), given)).rejects.toMatchObject({
      code: 'not-found',
    });
    // Also Ada can't see it now, and not that there is an interview with her.
    expect((await listOwnInterviews(ada)).items).toEqual([]);
    await expect(declineInterview(ada, { id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of an archived incident is read-only', async () => {
    const { id } = await plan();
    await archiveIncident(world.as(world.admin), { incident, version: 1 });
    const question = { id, questionId: ctx.ids.next(), text: 'What did you see?' };
    await expect(writeQuestion(ctx, question)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getInterview(ctx, { id })).can).toEqual({ write: false, promote: false });
  });

  test('without a time is shown to the person once words wait for them', async () => {
    const interview = await plan({ startsAt: null });
    expect((await listOwnInterviews(ada)).items).toEqual([]);
    const quote = await send(interview, 'quote', 'It looked right.');
    const { items } = await listOwnInterviews(ada);
    expect(items).toMatchObject([{ startsAt: null, quotes: [{ id: quote.id, state: 'sent' }] }]);
  });

  test('can be declined by the person, who sees when and where and no notes', async () => {
    const interview = await plan({ place: 'Room 2' });
    await write(interview, 'note', 'quixotrope');
    const { items } = await listOwnInterviews(ada);
    expect(items).toMatchObject([
      { id: interview.id, place: 'Room 2', state: 'scheduled', quotes: [] },
    ]);
    expect(JSON.stringify(items)).not.toContain('quixotrope');
    expect(Object.keys(items[0] ?? {})).not.toContain('questions');
    await send(interview, 'quote', 'It looked right.');
    await declineInterview(ada, { id: interview.id });
    const after = await getInterview(ctx, { id: interview.id });
    expect(after).toMatchObject({ state: 'declined', quotes: [], can: { write: false } });
    expect(after.lines.map(({ kind }) => kind)).toEqual(['note', 'off-record']);
    await expect(write(interview, 'note', 'more')).rejects.toThrow('declined');
  });

  test('waits for who leads it and for the person, and quotes wait for their answer', async () => {
    const interview = await plan();
    const startsAt = '2026-03-02T15:00:00.000Z';
    const { id } = interview;
    expect(await listWaiting(ctx)).toMatchObject([
      { kind: 'interview', from: 'Ada Byron', due: startsAt, link: `/interviews/${id}` },
    ]);
    expect(await listWaiting(ada)).toMatchObject([
      { kind: 'interviewed', from: 'Edith', due: startsAt, link: '/interviews' },
    ]);
    for (const actor of [world.admin, world.viewer, world.outsider])
      expect(await listWaiting(world.as(actor))).toEqual([]);
    const quote = await send(interview, 'quote', 'It looked right.');
    await changeInterview(ctx, { id, version: 1, state: 'held' });
    expect(await listWaiting(ctx)).toEqual([]);
    const [waiting, ...others] = await listWaiting(ada);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ kind: 'quote', due: null, title: 'Search shows no results' });
    await answerQuote(ada, { id: quote.id, version: 1, answer: 'approve' });
    expect(await listWaiting(ada)).toEqual([]);
  });

  test('that is only an idea is not shown to the person', async () => {
    const { id } = await plan({ startsAt: null });
    expect((await listOwnInterviews(ada)).items).toEqual([]);
    await expect(declineInterview(ada, { id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('ends with its incident', async () => {
    const { id } = await plan();
    await write(await getInterview(ctx, { id }), 'note', 'x');
    await deleteIncident(world.as(world.admin), { incident, title: 'Search shows no results' });
    await expect(getInterview(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    const rows = await world.store.db.selectFrom('interview_line').select('id').execute();
    expect(rows).toEqual([]);
  });
});

describe('a line', () => {
  test('is written once, and of two at once one wins', async () => {
    const { id } = await plan();
    const lineId = ctx.ids.next();
    const line = { id, lineId, version: null, kind: 'note' as const, text: 'x' };
    await writeLine(ctx, line);
    expect((await writeLine(ctx, line)).lines).toHaveLength(1);
    const both = await Promise.allSettled(
      ['a', 'b'].map((text) => writeLine(ctx, { ...line, version: 1, text })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(writeLine(ctx, { ...line, text: 'other' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const other = await plan();
    await expect(writeLine(ctx, { ...line, id: other.id })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(removeLine(ctx, { id: other.id, lineId })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await removeLine(ctx, { id, lineId })).lines).toEqual([]);
  });

  test('off the record never leaves', async () => {
    const interview = await plan();
    const lineId = await write(interview, 'off-record', 'my lead told me to skip it');
    await expect(sendQuote(ctx, { id: interview.id, lineId })).rejects.toThrow('off the record');
    const quote = await send(interview, 'quote', 'I skipped it');
    const change = { id: interview.id, lineId: quote.lineId, version: 1, text: 'I skipped it' };
    await expect(writeLine(ctx, { ...change, kind: 'off-record' })).rejects.toThrow('was sent');
    await expect(removeLine(ctx, { id: interview.id, lineId: quote.lineId })).rejects.toThrow(
      'was sent',
    );
    await removeQuote(ctx, { id: interview.id, quoteId: quote.id });
    await writeLine(ctx, { ...change, kind: 'off-record' });
    await expect(sendQuote(ctx, { id: interview.id, lineId: quote.lineId })).rejects.toThrow(
      'off the record',
    );
  });
});

describe('a quote', () => {
  test('is approved or changed by the person, and becomes evidence that can be cited', async () => {
    const interview = await plan();
    await write(interview, 'note', 'quixotrope');
    const said = await send(interview, 'quote', 'The list looked right to me.');
    const fact = await send(interview, 'note', 'The runbook was from 2019.');
    const own = await listOwnInterviews(ada);
    expect(own.items[0]?.quotes.map(({ form, text }) => [form, text])).toEqual([
      ['quote', 'The list looked right to me.'],
      ['fact', 'The runbook was from 2019.'],
    ]);
    const promote = (quoteId: string) => promoteQuote(ctx, { id: interview.id, quoteId });
    await expect(promote(said.id)).rejects.toThrow('Wait until');
    for (const other of [ctx, world.as(world.admin), world.as(world.outsider)])
      await expect(
        answerQuote(other, { id: said.id, version: 1, answer: 'approve' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    const text = 'The list looked complete to me.';
    await answerQuote(ada, { id: said.id, version: 1, answer: 'change', text });
    await expect(
      answerQuote(ada, { id: said.id, version: 1, answer: 'approve' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await answerQuote(ada, { id: fact.id, version: 1, answer: 'approve' });
    world.clock.advance(7 * 86_400_000);
    const before = await promote(said.id);
    expect(before.quotes[0]).toMatchObject({ text, state: 'changed' });
    await promote(fact.id);
    await expect(promote(fact.id)).rejects.toThrow('already');
    const { items } = await readRecord(ctx, incident, { limit: 10 });
    expect(items.slice(1)).toMatchObject([
      {
        kind: 'utterance',
        text,
        author: { personId, name: 'Ada Byron' },
        occurredAt: '2026-03-02T15:00:00.000Z',
        sourceKind: 'interview',
      },
      { kind: 'note', text: 'The runbook was from 2019.', author: { personId } },
    ]);
    expect((await listPeople(ctx, { incident })).participants).toHaveLength(1);
    await addEvent(ctx, { incident, citations: [{ evidenceId: items[1]?.id ?? '' }] });
    expect(await exportBundle(ctx, incident)).not.toContain('quixotrope');
    const answer = { id: said.id, version: 2, answer: 'withdraw' as const };
    await expect(answerQuote(ada, answer)).rejects.toThrow('redact');
  });

  test('is deleted when the person withdraws it, and its line is off the record', async () => {
    const interview = await plan();
    const quote = await send(interview, 'quote', 'I was tired.');
    const answer = { id: quote.id, version: 1, answer: 'withdraw' as const };
    expect((await answerQuote(ada, answer)).items[0]?.quotes).toEqual([]);
    const { lines, quotes } = await getInterview(ctx, { id: interview.id });
    expect(quotes).toEqual([]);
    expect(lines).toMatchObject([{ kind: 'off-record', text: 'I was tired.' }]);
  });

  test('is answered by a guest for their person only', async () => {
    const quote = await send(await plan(), 'quote', 'It looked right.');
    const { items } = await listInterviews(ctx, { incident });
    const { incidentId } = await getInterview(ctx, { id: items[0]?.id ?? '' });
    const guest = { personIds: [personId], accountId: null, incidentId };
    const someone = { ...guest, personIds: [ctx.ids.next()] };
    const answer = { id: quote.id, version: 1, answer: 'approve' as const };
    const as = world.as(world.anonymous);
    expect((await listQuotesFrom(as, someone)).items).toEqual([]);
    await expect(answerQuoteFor(as, someone, answer)).rejects.toMatchObject({ code: 'not-found' });
    expect((await listQuotesFrom(as, guest)).items).toMatchObject([{ text: 'It looked right.' }]);
    await answerQuoteFor(as, guest, answer);
    expect((await listQuotesFrom(as, guest)).items).toMatchObject([{ state: 'approved' }]);
  });

  test('leaves the record with its import, and the line can be sent again', async () => {
    const interview = await plan();
    const quote = await send(interview, 'quote', 'It looked right.');
    await answerQuote(ada, { id: quote.id, version: 1, answer: 'approve' });
    await promoteQuote(ctx, { id: interview.id, quoteId: quote.id });
    const imports = await listImports(ctx, { incident });
    const own = imports.items.find(({ name }) => name === 'Interview with Ada Byron');
    expect(own).toMatchObject({ imported: 1, state: 'done' });
    await undoImport(ctx, { id: own?.id ?? '' });
    const system = world.as({ type: 'system', name: 'Debrief' });
    await runUndoJob(system, { importId: own?.id ?? '' }, new AbortController().signal);
    expect((await getInterview(ctx, { id: interview.id })).quotes).toEqual([]);
    const again = await sendQuote(ctx, { id: interview.id, lineId: quote.lineId });
    expect(again.quotes).toMatchObject([{ text: 'It looked right.', state: 'sent' }]);
  });
});
