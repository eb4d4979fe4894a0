import type {
  HistoryEntry,
  HistoryKind,
  ServiceDetails,
  TechnologyKnowledge,
} from '@debrief/contract';
import { describeKnowledge } from '../knowledge/words.ts';
import { dayText } from '../time/index.ts';

export const historyLabels: Record<HistoryKind, string> = {
  adopted: 'Adopted',
  decision: 'Decision',
  taught: 'Taught',
  customers: 'Customers',
  demand: 'Demand',
  team: 'Team',
  changed: 'Changed',
  retired: 'Retired',
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ');

/** `2019`, `Apr 2019` or `11 Apr 2019`: as precise as it is known. */
export function partialDayText(on: string): string {
  const [year = '', month, day] = on.split('-');
  if (day !== undefined) return dayText(on);
  return month === undefined ? year : `${months[Number(month) - 1] ?? month} ${year}`;
}

type Incident = ServiceDetails['incidents'][number];

/** An entry or an incident, at its place in the history of a service. */
export type HistoryItem = { on: string; entry: HistoryEntry } | { on: string; incident: Incident };

/** The history of a service with its incidents between the entries, the newest first. Pure. */
export function mergeHistory(
  entries: readonly HistoryEntry[],
  incidents: readonly Incident[],
): HistoryItem[] {
  const items: HistoryItem[] = [
    ...entries.map((entry) => ({ on: entry.on, entry })),
    ...incidents.map((incident) => ({ on: incident.createdAt.slice(0, 10), incident })),
  ];
  return items.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));
}

interface ServicePaper extends Pick<ServiceDetails, 'service' | 'incidents'> {
  history: readonly HistoryEntry[];
  /** Null if it was not loaded. */
  knowledge: { item: TechnologyKnowledge | null; hasSchedules: boolean } | null;
}

/**
 * A service as Markdown, for a request for headcount or a decision to build or buy: what it is, what
 * happened to it with its incidents, and whether it depends on one person. Without the figures of
 * any person.
 */
export function toServiceMarkdown({
  service,
  incidents,
  history,
  knowledge,
}: ServicePaper): string {
  const { name, title, description, owner, tier, slo, durability, p99, rpo } = service;
  const facts: [string, string | null][] = [
    ['Owner', owner ?? 'none'],
    ['Tier', tier],
    ['SLO', slo],
    ['Durability', durability],
    ['p99 latency', p99],
    ['RPO', rpo],
    ['Incidents', String(service.incidents)],
  ];
  const { item = null, hasSchedules = false } = knowledge ?? {};
  const known = item && describeKnowledge({ ...item, name: title ?? name }, hasSchedules).join(' ');
  const parts = [
    `# ${escapeText(title ?? name)}`,
    ...(description === null ? [] : [escapeText(description)]),
    facts
      .flatMap(([label, value]) => (value === null ? [] : [`- ${label}: ${escapeText(value)}`]))
      .join('\n'),
    ...(known ? ['## Knowledge', escapeText(known)] : []),
    '## History',
    mergeHistory(history, incidents).map(toLine).join('\n') || 'No entries.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function toLine(item: HistoryItem): string {
  const on = `- **${partialDayText(item.on)}**`;
  if ('incident' in item) return `${on} ${item.incident.ref}: ${escapeText(item.incident.title)}`;
  const { kind, text, people, url } = item.entry;
  const by = people.length === 0 ? '' : ` (${escapeText(people.join(', '))})`;
  const source = url === null ? '' : ` <${url.replaceAll('>', '%3E').replaceAll(/\s/g, '%20')}>`;
  return `${on} ${historyLabels[kind]}: ${escapeText(text)}${by}${source}`;
}

/** On one line, and without what Markdown or HTML would read. */
const escapeText = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
