import type { FollowUpIntent, ReportAction, SectionKind } from '@debrief/contract';
import { type Cell, type Item, walkLeaves, type Part, findSpan, toText } from './parts.ts';
import { findLabelled } from './labels.ts';
import { findDays } from '../time/written-time.ts';

const nothing = /^(none|n\/?a|tbd|tba|todo|no comments? added|no action items?|-+|\.+|…)?\.?$/i;
const hints: [RegExp, FollowUpIntent][] = [
  [/\bmitigat|\blimit(s|ing)? (the )?(impact|damage)|\bcontain/i, 'mitigate'],
  [/\bdetect|\balert|\bmonitor|\bdashboard|\bnotif|\bprobe|\bobservab|\bmetric/i, 'detect'],
  [
    /\bprevent|\bavoid\b|\bguard|\bvalidat|\blimit|\brequire|\bprotect|\bharden|\btests?\b/i,
    'prevent',
  ],
  [/\brecover|\brestor|\brollback|\broll back|\brepair|\bbackfill|\bclean ?up/i, 'recover'],
  [
    /\blearn|\binvestigat|\bunderstand|\bdocument|\bpost-?mortem|\bincident report|\bwrite\b|\bresearch|\bexplore|\bprocess\b/i,
    'learn',
  ],
];

/** The action items of a section: lists and tables of follow-ups, and checklists anywhere. */
export function findActions(kind: SectionKind, parts: readonly Part[]): ReportAction[] {
  const actions: ReportAction[] = [];
  let under = '';
  for (const part of parts) {
    if (part.type === 'heading') under = toText([part]);
    if (part.type === 'table' && kind === 'follow-ups')
      actions.push(...fromTable(part.rows, under));
    if (part.type !== 'list') continue;
    // A checkbox in a timeline or a checklist means that something happened, not that it still has
    // to be done.
    const isDone = kind === 'timeline' || /\b(?:check ?list|time ?line)\b/i.test(under);
    const isList =
      kind === 'follow-ups' || (!isDone && part.items.every((item) => item.isDone !== null));
    if (isList) for (const item of part.items) actions.push(...fromItem(item, under));
  }
  if (kind === 'follow-ups') return actions;
  const found = new Set(actions.map((one) => one.start));
  return [...actions, ...findLabelledActions(parts).filter((one) => !found.has(one.start))];
}

/** Action items below a label that acts as a heading. */
function findLabelledActions(parts: readonly Part[]): ReportAction[] {
  return findLabelled(parts)
    .filter(({ kind, title }) => kind === 'follow-ups' && !/\b(?:taken|performed)\b/i.test(title))
    .flatMap(({ title, parts }) => {
      const items = parts.flatMap((part) => (part.type === 'list' ? part.items : []));
      const told = items.length > 0 ? items : [{ isDone: null, parts }];
      return told.flatMap((item) => fromItem(item, title));
    });
}

function fromItem(item: Item, under: string): ReportAction[] {
  const span = findSpan(item.parts);
  const text = toText(item.parts);
  if (span === null || nothing.test(text)) return [];
  return [
    {
      start: span.from,
      end: span.to,
      text,
      owner: ownerIn(text),
      trackerUrl: linkIn(item.parts),
      dueOn: dueIn(text),
      intent: guessIntent(text, under),
      isDone:
        item.isDone ??
        (isStruck(item.parts) ||
        /^(done|completed?|✅|☑)\b|[([](done|completed?)[)\]]|✅/i.test(text)
          ? true
          : null),
    },
  ];
}

function fromTable(rows: readonly Cell[][], under: string): ReportAction[] {
  const [header, ...others] = rows;
  const titles = header?.map((cell) => toText(cell.parts).toLowerCase()) ?? [];
  const column = (pattern: RegExp): number => titles.findIndex((title) => pattern.test(title));
  const [what, owner, ticket, due, type, status] = [
    column(/action|what|description|task|item|follow|todo|measure/),
    column(/owner|who|assignee|responsible|poc|team/),
    column(/ticket|issue|tracker|link|bug|jira|pr\b/),
    column(/due|date|deadline|when|eta/),
    column(/type|kind|category|priority/),
    column(/status|state|done/),
  ];
  if (what === -1 && owner === -1 && ticket === -1) return [];
  return others.flatMap((row): ReportAction[] => {
    const at = (index: number): string | null =>
      index === -1 ? null : toText(row[index]?.parts ?? []) || null;
    const parts = row.flatMap((cell) => cell.parts);
    const span = findSpan(parts);
    const text = at(what) ?? at(row.findIndex((cell) => toText(cell.parts) !== ''));
    if (span === null || text === null || nothing.test(text)) return [];
    const state = at(status);
    return [
      {
        start: span.from,
        end: span.to,
        text,
        owner: readOwner(at(owner)) ?? ownerIn(text),
        trackerUrl: linkIn(row[ticket]?.parts ?? []) ?? linkIn(parts),
        dueOn: findDay(at(due) ?? ''),
        intent: guessIntent(`${at(type) ?? ''} `, under) ?? guessIntent(text, ''),
        isDone: state === null ? null : /done|complete|closed|merged|fixed|✅|☑|\[x\]/i.test(state),
      },
    ];
  });
}

function readOwner(owner: string | null): string | null {
  return owner === null || nothing.test(owner.trim())
    ? null
    : owner.replace(/^@/, '').slice(0, 120);
}

/** "Owner: Kim", "(@kim)", "[Kim]:" or "@kim:" name the owner. */
function ownerIn(text: string): string | null {
  const found =
    /\b(?:owner|assignee|assigned to|responsible)\s*[:=]\s*@?([^,;.()[\]\n]{2,60})/i.exec(text) ??
    /[([]\s*@([\w.-]{2,40})\s*[)\]]/.exec(text) ??
    /^@([\w.-]{2,40})\s*[:–-]/.exec(text);
  return found?.[1]?.trim() ?? null;
}

const trackers =
  /\/(issues|pull|pulls|merge_requests|browse|tickets?|work_items|t|commit)\/|jira|linear\.app|atlassian|trello|asana|notion/i;

function linkIn(parts: readonly Part[]): string | null {
  const found = parts
    .flatMap((part) => [...walkLeaves(part)])
    .flatMap((leaf) =>
      leaf.marks.flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : [])),
    )
    .filter((href) => /^https?:/i.test(href));
  return found.find((href) => trackers.test(href)) ?? null;
}

function isStruck(parts: readonly Part[]): boolean {
  const leaves = parts
    .flatMap((part) => [...walkLeaves(part)])
    .filter((leaf) => leaf.text.trim() !== '');
  return (
    leaves.length > 0 && leaves.every((leaf) => leaf.marks.some((mark) => mark.type === 'strike'))
  );
}

function dueIn(text: string): string | null {
  const found =
    /\b(?:due|deadline|eta|target|by|until|bis|fällig|jusqu'au|hasta|até|entro)\b[^\d\n]{0,15}(.{0,30})/i.exec(
      text,
    );
  return found?.[1] === undefined ? null : findDay(found[1]);
}

function findDay(text: string): string | null {
  const [day] = findDays(text, null);
  if (day === undefined || day.year === null || day.either !== null) return null;
  return `${day.year}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`;
}

function guessIntent(text: string, under: string): FollowUpIntent | null {
  return (
    hints.find(([pattern]) => pattern.test(under))?.[1] ??
    hints.find(([pattern]) => pattern.test(text))?.[1] ??
    null
  );
}
