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

/** Titles of columns, without accents. */
const columns = {
  what: /action|what|description|task|item|follow|todo|measure|maßnahme|massnahme|aufgabe|accion|azione|acao|actie|dzialani|действи|задач|措施|行动|対策|対応|アクション|조치/,
  owner:
    /owner|who|assignee|responsible|poc|team|verantwort|zustandig|responsab|responsavel|eigenaar|wlasciciel|ответствен|负责人|責任者|担当|담당/,
  ticket: /ticket|issue|tracker|link|bug|jira|pr\b/,
  due: /due|date|deadline|when|eta|fallig|termin|frist|\bbis\b|echeance|delai|fecha|limite|vencimiento|scadenza|prazo|uiterlijk|срок|期限|截止|마감/,
  type: /type|kind|category|priority/,
  status: /stat(?:us|e|ut|o)\b|done|estado|stand\b|situacao|статус|状态|状態|상태/,
};
const doneWord =
  /done|complet|closed|merged|fixed|✅|☑|\[x\]|erledigt|fertig|abgeschlossen|termine|fait|hecho|cerrad|fatto|chiuso|concluid|feito|klaar|gotowe|zrobion|готово|выполнен|已完成|完了|완료/i;
const openWord = /\b(?:not|to be|nicht|non|pas|nao|nie|не)\b|incomplet|undone|未|미완/i;

function plainWords(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC').toLowerCase();
}

/** The action items of a section: lists and tables of follow-ups, and checklists anywhere. */
export function findActions(
  kind: SectionKind,
  parts: readonly Part[],
  isDayFirst: boolean | null,
): ReportAction[] {
  const actions: ReportAction[] = [];
  let under = '';
  for (const part of parts) {
    if (part.type === 'heading') under = toText([part]);
    if (part.type === 'table' && kind === 'follow-ups')
      actions.push(...fromTable(part.rows, under, isDayFirst));
    if (part.type !== 'list') continue;
    // A checkbox in a timeline or a checklist means that something happened, not that it still has
    // to be done.
    const isDone = kind === 'timeline' || /\b(?:check ?list|time ?line)\b/i.test(under);
    const isList =
      kind === 'follow-ups' || (!isDone && part.items.every((item) => item.isDone !== null));
    if (isList) for (const item of part.items) actions.push(...fromItem(item, under, isDayFirst));
  }
  if (kind === 'follow-ups') return actions;
  const found = new Set(actions.map((one) => one.start));
  return [
    ...actions,
    ...findLabelledActions(parts, isDayFirst).filter((one) => !found.has(one.start)),
  ];
}

/** Action items below a label that acts as a heading. */
function findLabelledActions(parts: readonly Part[], isDayFirst: boolean | null): ReportAction[] {
  return findLabelled(parts)
    .filter(({ kind, title }) => kind === 'follow-ups' && !/\b(?:taken|performed)\b/i.test(title))
    .flatMap(({ title, parts }) => {
      const items = parts.flatMap((part) => (part.type === 'list' ? part.items : []));
      const told = items.length > 0 ? items : [{ isDone: null, parts }];
      return told.flatMap((item) => fromItem(item, title, isDayFirst));
    });
}

function fromItem(item: Item, under: string, isDayFirst: boolean | null): ReportAction[] {
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
      dueOn: dueIn(text, isDayFirst) ?? statedDay(item.parts),
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

function fromTable(
  rows: readonly Cell[][],
  under: string,
  isDayFirst: boolean | null,
): ReportAction[] {
  const [header, ...others] = rows;
  const titles = header?.map((cell) => plainWords(toText(cell.parts))) ?? [];
  const column = (pattern: RegExp): number => titles.findIndex((title) => pattern.test(title));
  const [what, owner, ticket, due, type, status] = [
    column(columns.what),
    column(columns.owner),
    column(columns.ticket),
    column(columns.due),
    column(columns.type),
    column(columns.status),
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
        dueOn: findDay(at(due) ?? '', isDayFirst),
        intent: guessIntent(`${at(type) ?? ''} `, under) ?? guessIntent(text, ''),
        isDone:
          state === null
            ? null
            : doneWord.test(plainWords(state)) && !openWord.test(plainWords(state)),
      },
    ];
  });
}

function readOwner(owner: string | null): string | null {
  return owner === null || nothing.test(owner.trim())
    ? null
    : owner.replace(/^@/, '').slice(0, 120);
}

const ownerLabel =
  /(?<!\p{L})(?:owner|assignee|assigned to|responsible|verantwortliche?r?|zuständig|responsable|responsabile|responsável|eigenaar|właściciel|ответственный|负责人|責任者|担当者?|담당자?)\s*[:=：]\s*@?([^,;.()[\]\n，、；（）]{2,60})/iu;

/** "Owner: Kim", "(@kim, due …)", "[Kim]:" or the only "@kim" name the owner. */
function ownerIn(text: string): string | null {
  const named = ownerLabel.exec(text)?.[1]?.trim();
  const mentions = [...text.matchAll(/(?<![\w.@/])@([\w.-]{1,39}\w)(?![\w@])/g)];
  return named ?? (mentions.length === 1 ? (mentions[0]?.[1] ?? null) : null);
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

const dueLabel =
  /(?:(?<!\p{L})(?:due(?! to)|deadline|eta|target|by|until|bis|fällig|frist|termin|spätestens|échéance|délai|avant|d['’]ici|jusqu['’]au|hasta|antes del?|fecha límite|vence|até|prazo|entro|scadenza|uiterlijk|срок|до)(?!\p{L})|📅|🗓|期限|截止|締切|마감|기한)([^\n]{0,45})/giu;

/** The first date behind a word such as "due"; another such word can follow without one. */
function dueIn(text: string, isDayFirst: boolean | null): string | null {
  for (const [, after = ''] of text.matchAll(dueLabel)) {
    const day = findDay(after, isDayFirst);
    if (day !== null) return day;
  }
  return null;
}

/** Confluence marks the due date of a task as a day, without a word before it. */
function statedDay(parts: readonly Part[]): string | null {
  const days = parts.flatMap((part) => [...walkLeaves(part)].flatMap((leaf) => leaf.day ?? []));
  return days.length === 1 ? (days[0] ?? null) : null;
}

function findDay(text: string, isDayFirst: boolean | null): string | null {
  const [day] = findDays(text, isDayFirst);
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
