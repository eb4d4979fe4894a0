import {
  dimensions,
  pairOperators,
  singleOperators,
  type Bounds,
  type Check,
  type CheckBody,
  type DataSafeguard,
  type Level,
  type Place,
  type Target,
} from '../definition.ts';
import type { Item } from './item.ts';

/** What an imported file says that our checks cannot, with its place. */
export interface ImportNote {
  place: Place;
  message: string;
}

export interface ImportedChecks {
  safeguards: DataSafeguard[];
  notes: ImportNote[];
}

export interface CheckDraft {
  id: string;
  body: CheckBody;
  level?: Level | null;
  isWarning?: boolean;
  warn?: Level | null;
  dimension?: string;
  name?: string;
  /** Other tools pass without rows; here a check is skipped unless the format says so. */
  minRows?: number;
}

export const noRows: Level = { rows: { mustBe: 0 } };

/** `public.orders` and `Orders 2` as a part of an id. */
export function toId(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
}

/** A name as SQL: quoted if it is no plain word. A path of nested fields stays a path. */
export function toSqlName(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[a-z_]\w*$/i.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.');
}

export function toSqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Bounds between two ends, each of which can be open. */
export function between(minimum: number | null, maximum: number | null): Bounds | null {
  const bounds: Bounds = {};
  if (minimum !== null) bounds.mustBeGreaterOrEqualTo = minimum;
  if (maximum !== null) bounds.mustBeLessOrEqualTo = maximum;
  return minimum === null && maximum === null ? null : bounds;
}

/** The operators of ODCS in a rule. */
export function readOperators(rule: Item): Bounds | null {
  const bounds: Bounds = {};
  for (const name of singleOperators) {
    const number = rule.get(name).number();
    if (number !== null) bounds[name] = number;
  }
  for (const name of pairOperators) {
    const [low, high] = rule
      .get(name)
      .list()
      .map((item) => item.number());
    if (typeof low === 'number' && typeof high === 'number')
      bounds[name] = [Math.min(low, high), Math.max(low, high)];
  }
  return Object.keys(bounds).length > 0 ? bounds : null;
}

/** Collects checks of one dataset, and what cannot be expressed. */
export class Draft {
  readonly checks: Check[] = [];
  readonly #notes: ImportNote[];

  constructor(notes: ImportNote[]) {
    this.#notes = notes;
  }

  note({ place }: Item, message: string): void {
    this.#notes.push({ place, message });
  }

  add({ place }: Item, draft: CheckDraft): void {
    const { id, body, level = noRows, isWarning = false, warn = null, minRows = 1 } = draft;
    const same = this.checks.filter((one) => one.id === id || one.id.startsWith(`${id}-`)).length;
    const unique = same === 0 ? id : `${id}-${same + 1}`;
    this.checks.push({
      ...body,
      id: unique,
      name: draft.name || unique,
      dimension: dimensions.find((one) => one === draft.dimension) ?? null,
      minRows: ['rowCount', 'schema', 'sql'].includes(body.type) ? 0 : minRows,
      warn: isWarning ? level : warn,
      halt: isWarning ? null : level,
      sample: { rows: 5, columns: [], mask: [] },
      place,
    });
  }

  finish(item: Item, about: { id: string; name: string; owner: string }, target: Target) {
    const { place } = item;
    return this.checks.length === 0
      ? []
      : [{ ...about, incident: '', target, checks: this.checks, place }];
  }
}
