import type { Client } from '@debrief/client';
import { createHash } from 'node:crypto';

/**
 * What a Debrief contains, in names that do not change with the product's: this file translates. It
 * records what fixtures of older versions contained, and must still contain.
 */
export interface IncidentContent {
  incident: unknown;
  record: { count: number; sha256: string };
  events: unknown[];
  findings: unknown[];
  links: number;
  followUps: unknown[];
  milestones: unknown[];
  people: unknown[];
  imports: unknown[];
  suggestions: unknown[];
  report: string[];
  versions: unknown[];
  readerQuestions: unknown[];
  members: string[];
  activity: { count: number; sha256: string };
}

/** Words renamed since: today's word → the word in the fixtures of 0.1. */
const wordsOf01 = new Map<string, string>([
  ['in-review', 'learning'],
  ['wont-do', 'declined'],
  ['everyone', 'open'],
  ['private', 'restricted'],
  ['admin', 'owner'],
  ['viewer', 'reader'],
  ['documented', 'E3'],
  ['confirmed', 'E2'],
  ['from-memory', 'E1'],
  ['no-evidence', 'E0'],
]);
const old = (word: string) => wordsOf01.get(word) ?? word;

const digest = (lines: string[]) =>
  createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');

/** Text by the product rather than by people. */
const ownWords = new Set(['can', 'questions', 'meant', 'createdBy', 'updatedBy', 'citations']);

/** Every text by people with more than one word, whatever its field is called. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.includes(' ') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (ownWords.has(key) ? [] : texts(inner)));
}

const quotes = (citations: { quote: string }[]) => citations.map((citation) => citation.quote);

/** Every page of a list. */
async function all<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** Everything of an incident that `client` can see. */
export async function readIncidentContent(client: Client, ref: string): Promise<IncidentContent> {
  const incident = ref;
  const about = await client.incident.get({ incident });
  const { events } = await client.timeline.list({ incident });
  const { findings, links } = await client.investigation.list({ incident });
  const followUps = await client['follow-up'].list({ incident });
  const { milestones } = await client.incident.milestones({ incident });
  const { participants } = await client.people.list({ incident });
  const suggestions = await client.report.suggestions({ incident });
  const report = await client.report.read({ incident });
  const versions = await client.report.versions({ incident });
  const questions = await client.report.readerQuestions({ incident });
  const members = await client.incident.members({ incident });
  const imports = await all((cursor) => client.evidence.imports({ incident, cursor, limit: 100 }));
  // The migration of earlier data adds its hashes.
  const activity = (
    await all((cursor) => client.access.activity({ incident, cursor, limit: 200 }))
  ).filter((one) => one.kind !== 'import.sealed');
  const record = await all(async (cursor) => {
    const query = { incident, threads: 'flat', cursor, limit: 200 } as const;
    const page = await client.evidence.record(query);
    return { items: page.items, next: page.after };
  });
  return {
    incident: [
      about.id,
      about.title,
      about.summary,
      about.severity,
      about.zone,
      old(about.status),
      old(about.visibility),
      about.mode,
      about.services,
      about.teams,
      about.isDemo,
    ],
    record: {
      count: record.length,
      sha256: digest(record.map((one) => JSON.stringify([one.id, one.occurredAt, one.text]))),
    },
    events: events.map((one) => [
      one.id,
      one.at,
      one.until,
      old(one.type),
      one.title,
      one.text,
      one.perspectiveName,
      one.recollectionOf,
      quotes(one.citations),
    ]),
    findings: findings.map((one) => [
      one.id,
      one.at,
      old(one.type),
      one.statement,
      quotes(one.citations),
      texts(one),
    ]),
    links: links.length,
    followUps: followUps.items.map((one) => [
      one.id,
      old(one.intent),
      old(one.state),
      one.text,
      one.owner,
      one.doneWhen,
      one.dueOn,
      one.trackerUrl,
      quotes(one.citations),
      texts(one),
    ]),
    milestones: milestones.map((one) => [old(one.kind), one.at, one.eventId, one.note]),
    people: participants.map((one) => [one.name, one.roles, one.written, one.reactions]),
    imports: imports.map((one) => [
      one.name,
      old(one.format),
      old(one.state),
      one.read,
      one.imported,
      one.duplicates,
      one.rejected,
      one.revised,
    ]),
    suggestions: suggestions.items.map((one) => [one.id, old(one.state), one.quote, one.madeId]),
    report: texts(report.document),
    versions: versions.items.map((one) => [
      one.number,
      one.title,
      one.summary,
      one.publishedAt,
      one.unpublished?.reason ?? null,
    ]),
    readerQuestions: questions.items.map((one) => [one.id, one.quote, one.text, one.answer]),
    members: members.items.map((one) => one.email),
    activity: {
      count: activity.length,
      sha256: digest(activity.map((one) => JSON.stringify([one.at, one.by.name]))),
    },
  };
}

/** The accounts, for an administrator. */
export async function readAccountContent(client: Client): Promise<unknown[]> {
  const accounts = await all((cursor) => client.access.accounts({ cursor, limit: 100 }));
  return accounts.map((one) => [
    one.id,
    one.name,
    one.email,
    old(one.role),
    one.team,
    one.isDisabled,
    one.isInvited,
  ]);
}

/** The stories of an account, including removed ones, as its own key or session sees them. */
export async function readStoryContent(client: Client): Promise<unknown[]> {
  const kept = await all((cursor) => client.story.list({ cursor, limit: 100 }));
  const removed = await all((cursor) => client.story.list({ removed: 'true', cursor, limit: 100 }));
  const stories = await Promise.all(kept.map(({ id }) => client.story.get({ id })));
  return [
    ...stories.map((story) => [
      story.id,
      story.title,
      story.outcome,
      story.competencies,
      Object.fromEntries(Object.entries(story.grades).map(([grade, count]) => [old(grade), count])),
      story.claims.map((one) => [one.part, one.text, one.citations.length, one.numbers.length]),
      story.mentors.map((one) => one.name),
      story.comments.map((one) => [one.by, one.text]),
    ]),
    ...removed.map((story) => [story.id, story.title, 'removed']),
  ];
}
