import { accessActivity } from './access/activity.ts';
import type { Activity } from './access/schema.ts';
import type { ActivityDefinition, ItemKind } from './activity-kind.ts';
import { calibrationActivity } from './calibration/activity.ts';
import { catalogActivity } from './catalog/activity.ts';
import { codingActivity } from './coding/activity.ts';
import { commentActivity } from './comment/activity.ts';
import { evidenceActivity } from './evidence/activity.ts';
import { followUpActivity } from './follow-up/activity.ts';
import { inboundActivity } from './inbound/activity.ts';
import { incidentActivity } from './incident/activity.ts';
import { investigationActivity } from './investigation/activity.ts';
import { lensActivity } from './lens/activity.ts';
import { meetingActivity } from './meeting/activity.ts';
import { notificationActivity } from './notification/activity.ts';
import { peopleActivity } from './people/activity.ts';
import { reportActivity } from './report/activity.ts';
import { reviewActivity } from './review/activity.ts';
import { manualCheckActivity } from './manual-check/activity.ts';
import { runActivity, runbookActivity } from './runbook/activity.ts';
import { safeguardActivity } from './safeguard/activity.ts';
import { savedViewActivity } from './saved-view/activity.ts';
import { itemTagActivity, tagActivity } from './tag/activity.ts';
import { issueActivity, trackerActivity } from './tracker/activity.ts';
import { timelineActivity } from './timeline/activity.ts';
import type { activityAreas } from './vocabulary.ts';

type AreaName = (typeof activityAreas)[number];

/** The kinds of activity by what they are about, to filter a list. */
const areas: Record<AreaName, object> = {
  incident: incidentActivity,
  evidence: { ...evidenceActivity, ...inboundActivity },
  timeline: timelineActivity,
  investigation: { ...investigationActivity, ...itemTagActivity, ...codingActivity },
  report: { ...reportActivity, ...lensActivity },
  'follow-up': { ...followUpActivity, ...issueActivity, ...safeguardActivity, ...runActivity },
  review: { ...reviewActivity, ...meetingActivity, ...calibrationActivity },
  comment: commentActivity,
  people: peopleActivity,
};

export const kindsInArea = (area: AreaName): string[] => Object.keys(areas[area]);

export const activityKinds = {
  ...accessActivity,
  ...incidentActivity,
  ...evidenceActivity,
  ...inboundActivity,
  ...peopleActivity,
  ...timelineActivity,
  ...investigationActivity,
  ...followUpActivity,
  ...issueActivity,
  ...trackerActivity,
  ...commentActivity,
  ...reportActivity,
  ...reviewActivity,
  ...meetingActivity,
  ...safeguardActivity,
  ...runActivity,
  ...runbookActivity,
  ...manualCheckActivity,
  ...calibrationActivity,
  ...savedViewActivity,
  ...catalogActivity,
  ...lensActivity,
  ...tagActivity,
  ...codingActivity,
  ...notificationActivity,
};
export type ActivityKind = keyof typeof activityKinds;

/** The kind that records an undo of a change to such an item. */
export const undoneKinds = {
  event: 'event.undone',
  finding: 'investigation.undone',
  'follow-up': 'follow-up.undone',
  comment: 'comment.undone',
  review: 'review.undone',
  meeting: 'meeting.undone',
  safeguard: 'safeguard.undone',
  'runbook-run': 'runbook-run.undone',
} as const satisfies Record<ItemKind, ActivityKind>;

const definitions: Record<string, ActivityDefinition> = activityKinds;

/**
 * The definition of a kind; an unknown one from another version is described by its name and makes
 * its incident stale.
 */
export function describeKind(kind: string): ActivityDefinition {
  return Object.hasOwn(definitions, kind)
    ? (definitions[kind] ?? unknownKind(kind))
    : unknownKind(kind);
}

function unknownKind(kind: string): ActivityDefinition {
  return { says: `${kind.replaceAll(/[.-]/g, ' ')} {item}`, stale: ['itself'], undo: null };
}

/** The kinds whose definition matches, for a query. */
export function kindsWhere(passes: (definition: ActivityDefinition) => boolean): string[] {
  return Object.entries(definitions).flatMap(([kind, one]) => (passes(one) ? [kind] : []));
}

/** An activity as a verb phrase that follows the actor's name: `ruled out the hypothesis “…”`. */
export function activityText(activity: Pick<Activity, 'kind' | 'before' | 'after'>): string {
  const [before, after] = [itemNames(activity.before), itemNames(activity.after)];
  const names: Record<string, string> = { before, after, item: after || before };
  return describeKind(activity.kind)
    .says.replaceAll(/\{(\w+)\}/g, (_, slot: string) => names[slot] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const list = new Intl.ListFormat('en');
const maxLength = 120;

/** The names of the recorded objects, whatever their shape: the text of an item is quoted. */
function itemNames(recorded: unknown): string {
  const items: unknown[] = Array.isArray(recorded) ? recorded : [recorded];
  return list.format(items.flatMap(listItemNames));
}

function listItemNames(item: unknown): string[] {
  const field = (name: string): unknown =>
    typeof item === 'object' && item !== null
      ? Object.getOwnPropertyDescriptor(item, name)?.value
      : undefined;
  const text = (name: string): string[] => {
    const value = field(name);
    return typeof value === 'string' && value !== '' ? [value] : [];
  };
  const [quoted] = [...text('title'), ...text('statement'), ...text('text')];
  if (quoted !== undefined)
    return [`“${quoted.length > maxLength ? `${quoted.slice(0, maxLength - 1)}…` : quoted}”`];
  const names = field('names');
  if (Array.isArray(names)) return names.filter((name) => typeof name === 'string');
  const [name] = [...text('name'), ...text('streamName')];
  const [kind] = text('kind');
  return name !== undefined ? [name] : kind === undefined ? [] : [kind.replaceAll('-', ' ')];
}
