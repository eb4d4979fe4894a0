// Completes the sample incident through the API, as a person would in the browser, and publishes its review.
import type { Client } from '@debrief/client';
import type { PublishedVersion, Incident, Inline } from '@debrief/contract';
import { events } from './events.ts';
import { followUps, milestones } from './follow-ups.ts';
import { factors, links } from './factors.ts';
import { decisions, hypotheses } from './investigation.ts';
import { impacts, questions } from './questions.ts';
import { readRecord, type RecordOfIncident } from './record.ts';
import { contradictions, observations } from './observations.ts';
import { sections } from './report.ts';
import { roles } from './roles.ts';
import { toBlock } from './text.ts';

/** The created items, by the keys of the plan. */
export interface Made {
  version?: PublishedVersion;
  incident: Incident;
  record: RecordOfIncident;
  events: Map<string, string>;
  findings: Map<string, string>;
}

function findId(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`The plan refers to ${key}, which it did not create.`);
  return id;
}

async function choose(client: Client, ref: string | undefined): Promise<Incident> {
  if (ref) return client.incident.get({ incident: ref });
  const { items } = await client.incident.list({ limit: 200 });
  const demo = items.find((one) => one.isDemo);
  if (!demo) throw new Error('No sample incident found. Start Debrief with --demo raw.');
  return client.incident.get({ incident: demo.ref });
}

/** The clock of the monitoring system is 47 seconds slow, as a responder points out. */
async function correctClock(client: Client, incident: string): Promise<void> {
  const { items } = await client.evidence.sources({ incident });
  const source = items.find((one) => one.sourceName === 'Alertmanager');
  if (source)
    await client.evidence.setClockOffset({
      incident,
      sourceId: source.sourceId,
      clockOffsetMs: 47_000,
    });
}

/** Errors: when a person of the plan is not in the record. */
async function sayRoles(client: Client, incident: string): Promise<void> {
  const { participants } = await client.people.list({ incident });
  for (const [name, said] of Object.entries(roles)) {
    const person = participants.find((one) => one.name === name);
    if (!person) throw new Error(`${name} is in the plan but not in the record.`);
    await client.people.setRoles({
      incident,
      personId: person.personId,
      version: person.rolesVersion,
      roles: said,
    });
  }
}

async function makeTimeline(client: Client, made: Made): Promise<void> {
  for (const plan of events) {
    const quoted = [
      ...plan.quotes.map((words) => cite(made.record, words)),
      ...(plan.against ?? []).map((words) => ({
        ...cite(made.record, words),
        stance: 'contradicts' as const,
      })),
    ];
    const { events: added } = await client.timeline.add({
      incident: made.incident.id,
      title: plan.title,
      text: plan.text ?? '',
      type: plan.type,
      citations: quoted,
      ...(plan.at && { at: plan.at }),
      ...(plan.until && { until: plan.until }),
      ...(plan.about && { precision: 'about' as const }),
      ...(plan.team && { perspective: { type: 'team' as const, team: plan.team } }),
    });
    const [event] = added;
    if (event) made.events.set(plan.key, event.id);
  }
}

function cite(record: RecordOfIncident, words: string) {
  const { evidenceId, quoteStart, quoteEnd } = record.says(words);
  return { evidenceId, quoteStart, quoteEnd };
}

async function makeHypotheses(client: Client, made: Made): Promise<void> {
  const incident = made.incident.id;
  for (const plan of hypotheses) {
    const added = await client.investigation.add({
      type: 'hypothesis',
      incident,
      statement: plan.statement,
      by: plan.by,
      lesson: plan.lesson,
      timeSpentMs: plan.timeSpentMs ?? null,
      citations: plan.quotes.map((words) => cite(made.record, words)),
    });
    let [finding] = added.findings;
    for (const step of plan.steps) {
      if (!finding) break;
      const [first] = step.quotes;
      const taken = await client.investigation.updateStatus({
        id: finding.id,
        version: finding.version,
        kind: step.kind,
        by: step.by,
        note: step.note,
        citations: step.quotes.map((words) => cite(made.record, words)),
        ...(first && { at: made.record.says(first).at }),
      });
      [finding] = taken.findings;
    }
    if (finding) made.findings.set(plan.key, finding.id);
  }
}

async function makeDecisions(client: Client, made: Made): Promise<void> {
  for (const { key, quotes, ...plan } of decisions) {
    const last = quotes.at(-1);
    const { findings } = await client.investigation.add({
      type: 'decision',
      incident: made.incident.id,
      ...plan,
      citations: quotes.map((words) => cite(made.record, words)),
      ...(last && { at: made.record.says(last).at }),
    });
    for (const finding of findings) made.findings.set(key, finding.id);
  }
}

/** Adds the five whys first, then the details of each factor and the other factors. */
async function makeFactors(client: Client, made: Made): Promise<void> {
  const incident = made.incident.id;
  const chain = factors
    .filter((one) => one.why !== undefined)
    .toSorted((a, b) => (a.why ?? 0) - (b.why ?? 0));
  const [outcome, ...whys] = chain;
  if (!outcome) throw new Error('The plan has no five whys.');
  const built = await client.investigation.fiveWhys({
    incident,
    outcome: outcome.statement,
    whys: whys.map((one) => one.statement),
  });
  for (const plan of factors) {
    const content = {
      kind: plan.kind,
      sense: plan.sense,
      belief: plan.belief ?? '',
      reality: plan.reality ?? '',
    };
    const citations = plan.quotes.map((words) => cite(made.record, words));
    const [first] = plan.quotes;
    const at = first ? { at: made.record.says(first).at } : {};
    const there = built.findings.find((finding) => finding.statement === plan.statement);
    const { findings } = there
      ? await client.investigation.change({
          type: 'factor',
          id: there.id,
          version: there.version,
          ...content,
          ...at,
          citations,
        })
      : await client.investigation.add({
          type: 'factor',
          incident,
          statement: plan.statement,
          ...content,
          citations,
        });
    for (const finding of findings) made.findings.set(plan.key, finding.id);
  }
  for (const link of links)
    await client.investigation.link({
      incident,
      from: findId(made.findings, link.from),
      to: findId(made.findings, link.to),
      kind: link.kind,
    });
}

async function makeQuestionsAndImpact(client: Client, made: Made): Promise<void> {
  const incident = made.incident.id;
  for (const { key, quotes, ...plan } of questions) {
    const { findings } = await client.investigation.add({
      type: 'question',
      incident,
      ...plan,
      citations: quotes.map((words) => cite(made.record, words)),
    });
    for (const finding of findings) made.findings.set(key, finding.id);
  }
  for (const { key, quotes, ...plan } of impacts) {
    const { findings } = await client.investigation.add({
      type: 'impact',
      incident,
      ...plan,
      citations: quotes.map((words) => cite(made.record, words)),
    });
    for (const finding of findings) made.findings.set(key, finding.id);
  }
}

async function makeObservations(client: Client, made: Made): Promise<void> {
  const incident = made.incident.id;
  for (const { key, quotes, ...plan } of observations) {
    const { findings } = await client.investigation.add({
      type: 'observation',
      incident,
      ...plan,
      citations: quotes.map((words) => cite(made.record, words)),
    });
    for (const finding of findings) made.findings.set(key, finding.id);
  }
  for (const { key, quotes, accounts, ...plan } of contradictions) {
    const { findings } = await client.investigation.add({
      type: 'contradiction',
      incident,
      ...plan,
      accounts: accounts.map(({ event, whose, says }) => ({
        eventId: event === null ? null : findId(made.events, event),
        whose,
        says,
      })),
      citations: quotes.map((words) => cite(made.record, words)),
    });
    for (const finding of findings) made.findings.set(key, finding.id);
  }
}

async function makeFollowUps(client: Client, made: Made): Promise<void> {
  for (const plan of followUps) {
    const { followUps: added } = await client['follow-up'].add({
      incident: made.incident.id,
      text: plan.text,
      intent: plan.intent,
      originId: findId(made.findings, plan.from),
      owner: { type: 'team', name: plan.owner },
      doneWhen: plan.doneWhen,
      dueOn: plan.dueOn,
    });
    const ways: Record<typeof plan.state, readonly (typeof plan.state)[]> = {
      open: [],
      'in-progress': ['in-progress'],
      done: ['done'],
      verified: ['done', 'verified'],
      'wont-do': ['wont-do'],
    };
    let [followUp] = added;
    for (const to of ways[plan.state]) {
      if (!followUp) break;
      const moved = await client['follow-up'].changeStatus({
        id: followUp.id,
        version: followUp.version,
        to,
        ...(to === 'verified' && {
          verification: plan.because ?? '',
          citations: (plan.quotes ?? []).map((words) => cite(made.record, words)),
        }),
        ...(to === 'wont-do' && { reason: plan.because ?? '' }),
      });
      [followUp] = moved.followUps;
    }
  }
}

/** Sets the services and teams involved, and the status. */
async function nameParts(client: Client, incident: string): Promise<void> {
  const { version } = await client.incident.get({ incident });
  await client.incident.change({
    incident,
    version,
    title: 'Search shows no results for new products',
    summary:
      'Sample data: an invented incident with its evidence, timeline, investigation and published review.',
    status: 'in-review',
    services: ['search-api', 'index-tooling', 'alert-rules', 'catalog'],
    teams: ['Search', 'Observability', 'Platform', 'Catalog', 'Customer support', 'Storefront'],
  });
}

async function setMilestones(client: Client, made: Made): Promise<void> {
  for (const plan of milestones)
    await client.incident.setMilestone({
      incident: made.incident.id,
      kind: plan.kind,
      ...('event' in plan ? { eventId: findId(made.events, plan.event) } : { at: plan.at }),
    });
}

/** Writes the sections, each above the live blocks of the new report. Errors: when a sentence that states a fact has no citation. */
async function writeReport(client: Client, made: Made): Promise<string> {
  const incident = made.incident.id;
  const begun = await client.report.begin({ incident });
  const resolve = (reference: string): Inline => {
    const words = /^"(.*)"$/.exec(reference)?.[1]?.replaceAll('\\"', '"');
    const none = { quoteStart: null, quoteEnd: null };
    if (words !== undefined) {
      const { evidenceId, quoteStart, quoteEnd } = made.record.says(words);
      return {
        type: 'cite',
        attrs: { target: 'evidence', targetId: evidenceId, quoteStart, quoteEnd },
      };
    }
    const event = made.events.get(reference);
    return {
      type: 'cite',
      attrs: event
        ? { target: 'event', targetId: event, ...none }
        : { target: 'finding', targetId: findId(made.findings, reference), ...none },
    };
  };
  const written = await client.report.write({
    incident,
    state: begun.state,
    sections: sections.map((plan) => {
      const [, ...blocks] = begun.document.content.find((one) => one.attrs.kind === plan.kind)
        ?.content ?? [null];
      return {
        how: 'replace' as const,
        kind: plan.kind,
        blocks: [
          ...plan.text.map((text) => toBlock(text, resolve)),
          ...blocks.filter((block) => block.type === 'live'),
        ],
      };
    }),
  });
  if (written.uncited.length > 0)
    throw new Error(
      `These sentences have no citation:\n${written.uncited.map((one) => one.text).join('\n')}`,
    );
  return written.state;
}

/** Publishes the report and closes the incident. */
async function publish(client: Client, made: Made, state: string): Promise<PublishedVersion> {
  const incident = made.incident.id;
  const published = await client.report.publish({
    incident,
    state,
    title: 'New listings were missing from search for 19 hours',
    summary: 'First published version',
    visibility: 'internal',
  });
  const { version } = await client.incident.get({ incident });
  await client.incident.change({ incident, version, status: 'closed' });
  return published;
}

/** Completes the incident. Errors: when it has findings already, or the record lacks words that the plan quotes. */
export async function study(client: Client, ref: string | undefined): Promise<Made> {
  const incident = await choose(client, ref);
  const before = await client.investigation.list({ incident: incident.id });
  if (before.findings.length > 0)
    throw new Error(
      `${incident.ref} already has ${before.findings.length} findings. Run this on an incident without findings.`,
    );
  await correctClock(client, incident.id);
  await nameParts(client, incident.id);
  await sayRoles(client, incident.id);
  const made: Made = {
    incident,
    record: await readRecord(client, incident.id),
    events: new Map(),
    findings: new Map(),
  };
  await makeTimeline(client, made);
  await makeHypotheses(client, made);
  await makeDecisions(client, made);
  await makeFactors(client, made);
  await makeQuestionsAndImpact(client, made);
  await makeObservations(client, made);
  await makeFollowUps(client, made);
  await setMilestones(client, made);
  made.version = await publish(client, made, await writeReport(client, made));
  return made;
}
