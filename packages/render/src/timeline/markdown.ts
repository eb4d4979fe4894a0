import type { Citation, Incident, TimelineEvent } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { spanText, timeWithZone, weekdayText } from '@debrief/rules/time';
import { eventTypeWords } from '@debrief/rules/words';
import { plainLine, plainLines } from './markdown-text.ts';

export interface MarkdownGiven {
  incident: Incident;
  record: { count: number; firstAt: Date | null; lastAt: Date | null };
  /** In time order. */
  events: TimelineEvent[];
  /** The names of the tags of each event, by its id. */
  tags?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Only what was known at this time is given. */
  knownAt?: string | undefined;
}

/**
 * The timeline by day, with citations numbered across the page and listed below. The same incident
 * produces the same text.
 */
export function timelineAsMarkdown(given: MarkdownGiven): string {
  const { zone } = given.incident;
  const citations = numberCitations(given.events);
  const lines = [
    `# ${given.incident.ref} ${plainLine(given.incident.title)}`,
    '',
    ...facts(given),
    ...paragraphs(given.incident.summary),
    '## Timeline',
    '',
    ...timeline(given, citations),
    '## Evidence',
    '',
    ...evidence(citations, zone),
  ];
  return `${lines
    .filter((line, index) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trimEnd()}\n`;
}

function facts({ incident, record, events, knownAt }: MarkdownGiven): string[] {
  const [first, last] = [
    events[0]?.at,
    events
      .map((event) => event.until ?? event.at)
      .toSorted()
      .at(-1),
  ];
  const span = (from: string, until: string) =>
    `${timeWithZone(from, incident.zone)} to ${timeWithZone(until, incident.zone)}`;
  const mode = incident.mode === 'standard' ? [] : [`- Kind: ${incident.mode}`];
  return [
    ...(knownAt === undefined
      ? [
          `- Severity: ${incident.severity ?? 'not set'}`,
          `- Status: ${incident.status.replace('-', ' ')}`,
        ]
      : [`- Shows only what was known at ${timeWithZone(knownAt, incident.zone)}`]),
    ...mode,
    ...(incident.visibility === 'private' ? ['- Visibility: private'] : []),
    ...(first && last ? [`- Timeline: ${span(first, last)}`] : []),
    ...(record.firstAt && record.lastAt
      ? [
          `- Record: ${countText(record.count, 'item')}, ${span(record.firstAt.toISOString(), record.lastAt.toISOString())}`,
        ]
      : []),
    `- Times are in ${incident.zone}`,
    '',
  ];
}

function paragraphs(text: string): string[] {
  const lines = plainLines(text);
  return lines.length === 0 ? [] : [...broken(lines), ''];
}

/**
 * A backslash at the end of a line keeps the line break (a hard break) if another line of the same
 * paragraph follows.
 */
function broken(lines: string[]): string[] {
  return lines.map((line, index) =>
    line !== '' && (lines[index + 1] ?? '') !== '' ? `${line}\\` : line,
  );
}

/** Everything cited, once, in order of first citation: its number is its position, from 1. */
function numberCitations(events: TimelineEvent[]): Map<string, Citation> {
  return new Map(
    events
      .flatMap((event) => event.citations)
      .map((citation) => [toCitationKey(citation), citation]),
  );
}

function toCitationKey(citation: Citation): string {
  return `${citation.evidenceId} ${citation.quoteStart} ${citation.quoteEnd}`;
}

function timeline(
  { events, tags, incident: { zone } }: MarkdownGiven,
  citations: Map<string, Citation>,
): string[] {
  if (events.length === 0) return ['No events on the timeline yet.', ''];
  const numbers = new Map([...citations.keys()].map((name, index) => [name, `[${index + 1}]`]));
  const lines: string[] = [];
  let day = '';
  for (const event of events) {
    if (weekdayText(event.at, zone) !== day) {
      day = weekdayText(event.at, zone);
      lines.push(...(lines.length > 0 ? [''] : []), `### ${day}`, '');
    }
    lines.push(
      `- **${spanText(event, zone)}** ${eventTypeWords[event.type]}: ${headline(event, numbers, tags?.get(event.id) ?? [])}`,
    );
    const text = broken(plainLines(event.text));
    if (text.length > 0)
      lines.push('', ...text.map((line) => (line === '' ? '' : `  ${line}`)), '');
  }
  return [...lines, ''];
}

function headline(
  event: TimelineEvent,
  numbers: Map<string, string>,
  tags: readonly string[],
): string {
  const listNumbers = (stance: Citation['stance']) => [
    ...new Set(
      event.citations
        .filter((one) => one.stance === stance)
        .map((one) => numbers.get(toCitationKey(one)) ?? ''),
    ),
  ];
  const [supports, contradicts] = [listNumbers('supports'), listNumbers('contradicts')];
  const asides = [
    ...(event.perspective.type === 'shared'
      ? []
      : [`as seen by ${plainLine(event.perspectiveName ?? 'someone')}`]),
    ...(event.isRecollection
      ? [`from memory: ${plainLine(event.recollectionOf ?? event.createdBy.name)}`]
      : []),
    ...(tags.length > 0 ? [`tags: ${tags.map(plainLine).join(', ')}`] : []),
  ];
  return [
    plainLine(event.title),
    ...(asides.length > 0 ? [`(${asides.join('; ')})`] : []),
    ...(supports.length > 0 ? [supports.join('')] : []),
    ...(contradicts.length > 0 ? [`– contradicted by ${contradicts.join('')}`] : []),
  ].join(' ');
}

function evidence(citations: Map<string, Citation>, zone: string): string[] {
  if (citations.size === 0) return ['No evidence cited.', ''];
  return [...citations.values()].flatMap((citation, index) => {
    const quote = plainLines(citation.quote);
    const changed = citation.hasChangedSince ? '; edited or deleted at its source since' : '';
    const redacted = citation.redacted
      ? citation.redacted === 'removed'
        ? '; removed for a legal reason'
        : `; redacted: ${citation.redacted.replaceAll('-', ' ')}`
      : '';
    return [
      `**[${index + 1}]** ${plainLine(citation.authorName ?? 'Author unknown')}, ${plainLine(citation.streamName)} (${citation.kind}), ${timeWithZone(citation.occurredAt, zone, citation.precision)}${changed}${redacted}`,
      '',
      ...(quote.length > 0 ? broken(quote).map((line) => `> ${line}`.trimEnd()) : ['> (no text)']),
      '',
    ];
  });
}
