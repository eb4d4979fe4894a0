import type { FollowUp, FollowUpIssue, Tracker } from '@debrief/contract';
import type { Actor, Context, NewJob } from '@debrief/core/context';
import {
  addFollowUp,
  connectTracker,
  createIssue,
  getFollowUp,
  listTrackers,
  syncIssue,
} from '@debrief/core/follow-up';
import { makeIncident, testWorld } from '@debrief/testkit';
import { readConfig } from '../config.ts';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import { jobHandlers } from '../jobs/handlers.ts';
import type { Deps } from '../deps.ts';
import { openFakeTracker, type FakeIssue, type FakeKind } from './fakes/fake-tracker.fixture.ts';
import type { TrackerDeps } from './open-client.ts';
import { createTrackerWebhook } from './tracker-webhook.ts';

export const signingSecret = 'c2lnbmluZy1zZWNyZXQ=';

/** A world with a connected fake tracker. Jobs run when the test says so, at the time of its clock. */
export async function openTrackers(kind: FakeKind) {
  const world = await testWorld();
  const { store, clock } = world;
  const fake = await openFakeTracker(kind, () => clock.now());
  let waiting: { job: NewJob; at: number }[] = [];
  const jobs = {
    add: async (_db: unknown, job: NewJob) => {
      waiting.push({ job, at: clock.now().getTime() + (job.delayMs ?? 0) });
    },
    work: async () => {},
    stop: async () => {},
  };
  const as = (actor: Actor): Context => ({ ...world.as(actor), jobs });
  const { ids, log } = as(world.editor);
  const openFetch = (hosts: string) =>
    createGuardedFetch(parsePrivateHosts(hosts), () => clock.now());
  const config = readConfig({ flags: { data: '/nowhere' }, env: {} });
  const deps: TrackerDeps = { store, clock, ids, log, jobs, config, fetch: openFetch('127.0.0.1') };
  const run = (job: NewJob, signal = new AbortController().signal, more = {}) =>
    jobHandlers[job.kind]({ ...deps, ...more } as Deps, job.data, signal);
  const takeDue = () => {
    const due = waiting.filter(({ at }) => at <= clock.now().getTime());
    waiting = waiting.filter((one) => !due.includes(one));
    return due.map(({ job }) => job);
  };
  /** Runs what is due, until nothing is. */
  const settle = async () => {
    for (let due = takeDue(); due.length > 0; due = takeDue())
      for (const job of due) await run(job);
  };
  const editor = as(world.editor);
  const { ref } = await makeIncident(editor);
  const connected = await connectTracker(as(world.admin), {
    settings: fake.settings,
    token: kind.token,
    signingSecret,
  });
  await settle();
  const takeWebhook = createTrackerWebhook(deps);
  const get = (id: string): Promise<FollowUp> => getFollowUp(editor, { id });
  return {
    world,
    as,
    editor,
    fake,
    clock,
    deps,
    ref,
    tracker: connected as Tracker,
    webhookPath: connected.webhookPath,
    get,
    settle,
    takeDue,
    run,
    withoutPrivateHosts: { fetch: openFetch('') },
    async issue(id: string): Promise<FollowUpIssue> {
      const { issue } = await get(id);
      if (!issue) throw new Error('The follow-up has no issue');
      return issue;
    },
    async add(more: object = {}): Promise<FollowUp> {
      const change = await addFollowUp(editor, {
        incident: ref,
        text: 'Refuse an alias without its days',
        intent: 'prevent',
        doneWhen: 'A replay is refused',
        ...more,
      });
      const [followUp] = change.followUps;
      if (!followUp) throw new Error('No follow-up was added');
      return followUp;
    },
    /** A follow-up with a new issue. */
    async linked(more: object = {}): Promise<{ id: string; issue: FakeIssue }> {
      const { id } = await this.add(more);
      await createIssue(editor, { id, trackerId: connected.id });
      await settle();
      const issue = fake.store.issues.at(-1);
      if (!issue) throw new Error('No issue was created');
      return { id, issue };
    },
    /** As the person who selects _Sync now_. */
    async sync(id: string): Promise<FollowUpIssue> {
      clock.advance(1_000);
      await syncIssue(editor, { id });
      await settle();
      return this.issue(id);
    },
    /** What the tracker sends about an issue. */
    async webhook(issue: FakeIssue, { secret = signingSecret, path = connected.webhookPath } = {}) {
      const body = JSON.stringify(kind.webhook(issue, clock.now()));
      const request = new Request(`http://debrief.test${path}`, {
        method: 'POST',
        body,
        headers: kind.sign(body, secret),
      });
      return takeWebhook(request, path.split('/').at(-1) ?? '', 'r-1');
    },
    async poll() {
      clock.advance(5 * 60_000);
      await settle();
      const [tracker] = await listTrackers(as(world.admin));
      if (!tracker) throw new Error('No tracker is connected');
      return tracker;
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}
export type TrackerWorld = Awaited<ReturnType<typeof openTrackers>>;
