import type { FollowUp } from '@debrief/contract';
import { listActivity } from '@debrief/core/activity';
import {
  changeFollowUp,
  changeFollowUpStatus,
  createIssue,
  removeFollowUp,
  startSync,
  undoFollowUpChange,
} from '@debrief/core/follow-up';
import { redactEvidence } from '@debrief/core/redaction';
import { makeRecord } from '@debrief/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkIssueByAddress, testTracker } from './ask-tracker.ts';
import { fakeGitHub } from './fakes/github.fixture.ts';
import { fakeGitLab } from './fakes/gitlab.fixture.ts';
import { fakeJiraCloud, fakeJiraDataCenter } from './fakes/jira.fixture.ts';
import { fakeLinear } from './fakes/linear.fixture.ts';
import { openTrackers, type TrackerWorld } from './trackers.fixture.ts';

/** What every kind of tracker has to do. */
describe.each([fakeGitHub, fakeGitLab, fakeJiraCloud, fakeJiraDataCenter, fakeLinear])(
  '$kind',
  (kind) => {
    const { statuses } = kind;
    const hasDueDate = kind.kind !== 'github';
    let made: TrackerWorld;
    beforeEach(async () => {
      made = await openTrackers(kind);
    });
    afterEach(() => made[Symbol.asyncDispose]());

    const change = async (id: string, fields: object): Promise<void> => {
      const { version } = await made.get(id);
      await changeFollowUp(made.editor, { id, version, ...fields });
      await made.settle();
    };
    const move = async (id: string, to: FollowUp['state'], more: object = {}): Promise<void> => {
      const { version } = await made.get(id);
      await changeFollowUpStatus(made.editor, { id, version, to, ...more });
      await made.settle();
    };
    /** Time passes, so that two changes have two times. */
    const edit = (issue: Parameters<typeof made.fake.store.edit>[0], fields: object) => {
      made.clock.advance(1_000);
      made.fake.store.edit(issue, fields);
    };

    test('an issue is created with the text, once, and its address is shown', async () => {
      const { id, issue } = await made.linked({ dueOn: '2026-04-01' });
      expect(issue.title).toBe('Refuse an alias without its days');
      expect(issue.body).toContain(
        `Done when: A replay is refused\n\nFollow-up ${id} of ${made.ref}`,
      );
      expect(issue.labels).toEqual(['incident']);
      expect(issue.dueOn).toBe(hasDueDate ? '2026-04-01' : null);
      const { issue: shown, trackerUrl } = await made.get(id);
      expect(trackerUrl).toBe(kind.address(issue, made.fake.origin));
      expect(shown).toMatchObject({ state: 'synced', problem: null, conflicts: [] });
      expect(shown?.notSynced).toEqual(hasDueDate ? [] : ['dueOn']);
      await createIssue(made.editor, { id, trackerId: made.tracker.id });
      await made.settle();
      expect(made.fake.store.issues).toHaveLength(1);
    });

    test('a change in Debrief goes to the issue, and its echo changes nothing', async () => {
      const { id, issue } = await made.linked();
      issue.body = `Please read.\n\n${issue.body}\n\nAdded by hand.`;
      await change(id, {
        text: 'Refuse it',
        doneWhen: 'Two replays\n- are refused',
        dueOn: '2026-05-02',
      });
      await move(id, 'done');
      expect(issue.title).toBe('Refuse it');
      expect(issue.body).toContain(
        'Please read.\n\nDone when: Two replays\n- are refused\n\nFollow-up',
      );
      expect(issue.body).toMatch(/Added by hand\.$/);
      expect(issue.dueOn).toBe(hasDueDate ? '2026-05-02' : null);
      expect(issue.status).toBe(statuses.done);
      const [{ version }, writes] = [await made.get(id), made.fake.writes().length];
      await made.webhook(issue);
      await made.settle();
      await made.poll();
      await made.sync(id);
      expect((await made.get(id)).version).toBe(version);
      expect(made.fake.writes()).toHaveLength(writes);
    });

    test('a change in the tracker changes the follow-up, as the tracker', async () => {
      const { id, issue } = await made.linked();
      edit(issue, {
        title: 'Reject the alias',
        body: issue.body.replace('A replay is refused', 'It is rejected'),
        dueOn: hasDueDate ? '2026-06-01' : null,
        assignee: 'Ada',
        status: statuses.started ?? statuses.open,
      });
      await made.webhook(issue);
      await made.settle();
      expect(await made.get(id)).toMatchObject({
        text: 'Reject the alias',
        doneWhen: 'It is rejected',
        dueOn: hasDueDate ? '2026-06-01' : null,
        state: statuses.started === null ? 'open' : 'in-progress',
        issue: { assignee: 'Ada', state: 'synced' },
      });
      const { items } = await listActivity(made.editor, { subjectId: id });
      const [by] = items.filter((one) => one.kind === 'follow-up.changed');
      expect(by?.by).toMatchObject({ type: 'system', name: made.tracker.name });
    });

    test('order and number of webhooks do not matter', async () => {
      const { id, issue } = await made.linked();
      edit(issue, { status: statuses.done });
      const sendClosed = () => made.webhook(issue);
      edit(issue, { status: statuses.open });
      // The tracker says first that it was reopened, then twice that it was closed.
      await made.webhook(issue);
      await made.settle();
      expect((await sendClosed()).status).toBe(202);
      await sendClosed();
      await made.settle();
      expect((await made.get(id)).state).toBe('open');
    });

    test('a lost webhook is found by the next poll, on any page', async () => {
      const { id, issue } = await made.linked();
      made.clock.advance(1_000);
      for (let count = 0; count < 120; count += 1) made.fake.store.add({});
      edit(issue, { status: statuses.done });
      const tracker = await made.poll();
      expect(tracker).toMatchObject({ problem: null });
      expect((await made.get(id)).state).toBe('done');
    });

    test('a verified follow-up stays verified while its issue is closed', async () => {
      const { id, issue } = await made.linked();
      await move(id, 'done');
      await move(id, 'verified', { verification: 'The replay was refused' });
      await made.sync(id);
      expect([issue.status, (await made.get(id)).state]).toEqual([statuses.done, 'verified']);
      edit(issue, { status: statuses.open });
      await made.sync(id);
      expect((await made.get(id)).state).toBe('open');
      edit(issue, { status: statuses.done });
      await made.sync(id);
      expect((await made.get(id)).state).toBe('done');
    });

    test("won't do goes both ways with a reason, and is followed by done", async () => {
      const { id, issue } = await made.linked();
      await move(id, 'wont-do', { reason: 'Too rare' });
      expect(issue.status).toBe(statuses.wontDo ?? statuses.done);
      await made.sync(id);
      expect(await made.get(id)).toMatchObject({ state: 'wont-do', wontDoReason: 'Too rare' });
      if (statuses.wontDo === null) return;
      edit(issue, { status: statuses.done });
      await made.sync(id);
      expect((await made.get(id)).state).toBe('done');
      edit(issue, { status: statuses.wontDo });
      await made.sync(id);
      const { state, wontDoReason } = await made.get(id);
      expect(state).toBe('wont-do');
      expect(wontDoReason).toContain(made.tracker.name);
    });

    test('a status that means nothing changes nothing and is shown', async () => {
      if (statuses.odd === null) return;
      const { id, issue } = await made.linked();
      edit(issue, { status: statuses.odd });
      const shown = await made.sync(id);
      expect(shown).toMatchObject({ status: statuses.odd, isStatusIgnored: true });
      expect((await made.get(id)).state).toBe('open');
      edit(issue, { status: statuses.done });
      await made.sync(id);
      expect((await made.get(id)).state).toBe('done');
    });

    test('if both changed a field, one side wins, and it is shown and recorded', async () => {
      const { id, issue } = await made.linked();
      edit(issue, { title: 'Theirs', status: statuses.done });
      const { version } = await made.get(id);
      await changeFollowUp(made.editor, { id, version, text: 'Ours' });
      await changeFollowUpStatus(made.editor, { id, version: version + 1, to: 'in-progress' });
      await made.settle();
      expect(await made.get(id)).toMatchObject({ text: 'Ours', state: 'done' });
      expect(issue).toMatchObject({ title: 'Ours', status: statuses.done });
      const { conflicts } = await made.issue(id);
      expect(conflicts.map(({ field, kept }) => [field, kept])).toEqual([
        ['text', 'debrief'],
        ['state', 'tracker'],
      ]);
      const { items } = await listActivity(made.editor, { subjectId: id });
      expect(items.map((one) => one.kind)).toContain('issue.conflicted');
    });

    test('a deleted issue changes nothing else, and one that comes back is synced', async () => {
      const { id, issue } = await made.linked();
      const before = await made.get(id);
      issue.isDeleted = true;
      await made.webhook(issue);
      await made.settle();
      const after = await made.get(id);
      expect(after).toMatchObject({ issue: { state: 'deleted' }, version: before.version });
      await change(id, { text: 'Refuse it' });
      expect((await made.issue(id)).state).toBe('deleted');
      issue.isDeleted = false;
      expect(await made.sync(id)).toMatchObject({ state: 'synced', problem: null });
      expect(issue.title).toBe('Refuse it');
    });

    test('a project that the token no longer sees is a problem, not a deleted issue', async () => {
      const { id } = await made.linked();
      made.fake.store.isHidden = true;
      const shown = await made.sync(id);
      expect(shown.state).toBe('failing');
      expect(shown.problem).not.toBeNull();
      made.fake.store.isHidden = false;
      expect((await made.sync(id)).state).toBe('synced');
    });

    test('a moved issue is followed', async () => {
      const { id, issue } = await made.linked();
      const project = kind.project.includes('/') ? 'acme/other' : 'OTHER';
      const other = made.fake.store.add({ ...issue, number: 77, project });
      issue.movedTo = other;
      // Jira and Linear keep the id of an issue.
      const moved = kind.kind === 'github' || kind.kind === 'gitlab' ? other : issue;
      edit(moved, { status: statuses.done });
      await made.sync(id);
      expect(await made.get(id)).toMatchObject({
        state: 'done',
        trackerUrl: kind.address(other, made.fake.origin),
        issue: { state: 'synced' },
      });
      await change(id, { text: 'Refuse it there' });
      expect(moved.title).toBe('Refuse it there');
    });

    test('a rate limit is waited for, by everything that goes to the tracker', async () => {
      const { id } = await made.linked();
      made.fake.failures.push(kind.limit(600, new Date(made.clock.now().getTime() + 1_000)));
      expect(await made.sync(id)).toMatchObject({ state: 'failing' });
      const asked = made.fake.asked.length;
      await made.sync(id);
      await made.poll();
      expect(made.fake.asked).toHaveLength(asked);
      made.clock.advance(600_000);
      await made.settle();
      expect(await made.issue(id)).toMatchObject({ state: 'synced', problem: null });
    });

    test('an error of the server is tried again after a growing time', async () => {
      const { id } = await made.linked();
      made.fake.failures.push(kind.refusal(500), kind.refusal(503));
      const failed = await made.sync(id);
      expect(failed).toMatchObject({ state: 'failing' });
      expect(failed.problem).toContain('127.0.0.1');
      const asked = made.fake.asked.length;
      made.clock.advance(59_000);
      await made.settle();
      expect(made.fake.asked).toHaveLength(asked);
      made.clock.advance(1_000);
      await made.settle();
      expect((await made.issue(id)).state).toBe('failing');
      made.clock.advance(120_000);
      await made.settle();
      expect(await made.issue(id)).toMatchObject({ state: 'synced', problem: null });
    });

    test('a wrong token is a problem', async () => {
      const { id } = await made.linked();
      made.fake.changeToken('another');
      const shown = await made.sync(id);
      expect(shown.state).toBe('failing');
      expect(shown.problem).toContain('Check the token.');
      const answer = await testTracker(made.deps, made.as(made.world.admin), made.tracker);
      expect(answer.isReached).toBe(false);
    });

    test('a private address is refused unless it is allowed', async () => {
      const deps = { ...made.deps, ...made.withoutPrivateHosts };
      const admin = made.as(made.world.admin);
      const refused = await testTracker(deps, admin, made.tracker);
      expect(refused.isReached).toBe(false);
      expect(refused.message).toMatch(/private/i);
      expect((await testTracker(made.deps, admin, made.tracker)).isReached).toBe(true);
    });

    test('a webhook with a wrong signature or secret is refused', async () => {
      const { issue } = await made.linked();
      const wrong = { secret: 'd3Jvbmc=' };
      await expect(made.webhook(issue, wrong)).rejects.toMatchObject({ code: 'not-signed-in' });
      const other = { path: '/in/tracker/guess' };
      await expect(made.webhook(issue, other)).rejects.toMatchObject({ code: 'not-found' });
    });

    test('a process that ends after it created the issue leaves no second one', async () => {
      const { id } = await made.add();
      await createIssue(made.editor, { id, trackerId: made.tracker.id });
      const [job] = made.takeDue();
      if (!job) throw new Error('No job was added');
      // It stops as soon as the tracker has the issue.
      const stopping = new AbortController();
      const { fetch } = made.deps;
      const dies = {
        fetch: async (...given: Parameters<typeof fetch>) => {
          const answer = await fetch(...given);
          if (made.fake.store.issues.length > 0) stopping.abort();
          stopping.signal.throwIfAborted();
          return answer;
        },
      };
      await expect(made.run(job, stopping.signal, dies)).rejects.toThrow();
      expect(made.fake.store.issues).toHaveLength(1);
      await made.run(job);
      made.clock.advance(2 * 60_000);
      await made.settle();
      expect(made.fake.store.issues).toHaveLength(1);
      expect(await made.issue(id)).toMatchObject({ state: 'synced' });
    });

    test('two processes with the same job do not both look', async () => {
      const { id } = await made.add();
      await createIssue(made.editor, { id, trackerId: made.tracker.id });
      const [job] = made.takeDue();
      if (job?.kind !== 'tracker.sync') throw new Error('No sync was added');
      const system = made.as({ type: 'system', name: 'Debrief' });
      expect(await startSync(system, job.data)).not.toBeNull();
      expect(await startSync(system, job.data)).toBeNull();
    });

    test('a removed follow-up is not synced, and its undo is', async () => {
      const { id, issue } = await made.linked();
      const { version } = await made.get(id);
      const { activityId } = await removeFollowUp(made.editor, { id, version });
      await made.settle();
      edit(issue, { title: 'Changed meanwhile' });
      await made.poll();
      await undoFollowUpChange(made.editor, { activityId });
      await made.settle();
      expect((await made.get(id)).text).toBe('Changed meanwhile');
    });

    test('an existing issue is linked by its address, if it is in the project', async () => {
      const issue = made.fake.store.add({ title: 'Known', status: statuses.done });
      const { id } = await made.add();
      const link = (url: string) => linkIssueByAddress(made.deps, made.editor, { id, url });
      const there = kind.address(issue, made.fake.origin);
      const missing = kind.address({ ...issue, number: 999 }, made.fake.origin);
      const elsewhere = there.replaceAll(kind.project, kind.project === 'SHOP' ? 'OPS' : 'x/y');
      for (const url of [elsewhere, 'https://example.org/issues/1', 'nothing', missing])
        await expect(link(url)).rejects.toMatchObject({ code: 'invalid' });
      await link(there);
      await made.settle();
      expect(await made.get(id)).toMatchObject({ state: 'done', trackerUrl: there });
      expect(issue.title).toBe('Known');
      const { id: other } = await made.add();
      await expect(
        linkIssueByAddress(made.deps, made.editor, { id: other, url: there }),
      ).rejects.toMatchObject({ code: 'conflict' });
    });

    test('words that are redacted in a follow-up are replaced in its issue', async () => {
      const secret = 'hunter-22-secret';
      const plain = made.world.as(made.world.editor);
      const { incident, items } = await makeRecord(plain, [`use ${secret}`]);
      const { issue } = await made.linked({ incident: incident.ref, text: `Rotate ${secret}` });
      expect(issue.title).toContain(secret);
      await redactEvidence(made.editor, {
        incident: incident.ref,
        id: items[0]?.id ?? '',
        start: 4,
        end: 4 + secret.length,
        kind: 'secret',
        reason: 'pasted',
        alsoWritten: true,
      });
      await made.settle();
      expect(issue.title).toContain('Rotate');
      expect(`${issue.title} ${issue.body}`).not.toContain(secret);
    });

    test('a long text is cut in the title, and a changed title does not replace it', async () => {
      const text = `${'Refuse an alias '.repeat(30)}now`;
      const { id, issue } = await made.linked({ text });
      expect(issue.title.length).toBeLessThanOrEqual(250);
      expect(issue.body).toContain(text);
      edit(issue, { title: 'Short' });
      const shown = await made.sync(id);
      expect(shown.notSynced).toContain('text');
      expect((await made.get(id)).text).toBe(text);
    });
  },
);
