import { isDeepStrictEqual } from 'node:util';

/** The fields of events, entries, follow-ups and what is made of them that hold what somebody wrote; others hold names of the product. */
const proseFields = new Set([
  'title',
  'text',
  'label',
  'note',
  'statement',
  'lesson',
  'role',
  'known',
  'unknown',
  'tradeOff',
  'stopRule',
  'whySpeed',
  'debt',
  'outcome',
  'askedBy',
  'askedOf',
  'answer',
  'answeredBy',
  'sense',
  'belief',
  'reality',
  'who',
  'howItFelt',
  'calculation',
  'repair',
  'endState',
  'verification',
  'declineReason',
]);

/** Masks one text of the event, entry or follow-up of that id. */
export type MaskProse = (ownerId: string, text: string) => string;

/** Masks all prose in a value, however deep; what belongs to what is told by the outermost id. */
export function maskedProse<T>(value: T, mask: MaskProse, ownerId = ''): T {
  return walk(value, null) as T;

  function walk(inner: unknown, field: string | null, owner = ownerId): unknown {
    if (typeof inner === 'string')
      return field !== null && proseFields.has(field) ? mask(owner, inner) : inner;
    if (Array.isArray(inner)) return inner.map((one) => walk(one, field, owner));
    if (typeof inner !== 'object' || inner === null) return inner;
    const own = owner || ownId(inner);
    return Object.fromEntries(
      Object.entries(inner).map(([name, one]) => [name, walk(one, name, own)]),
    );
  }
}

/** Of rows with what somebody wrote, those whose words a mask changes, as they read then. */
export function maskedRows<T extends { id: string }>(rows: readonly T[], mask: MaskProse): T[] {
  return rows.flatMap((row) => {
    const next = maskedProse(row, mask, row.id);
    return isDeepStrictEqual(next, row) ? [] : [next];
  });
}

function ownId(thing: object): string {
  if ('id' in thing && typeof thing.id === 'string') return thing.id;
  return 'targetId' in thing && typeof thing.targetId === 'string' ? thing.targetId : '';
}

/** The states in a value that cite one of these revisions, by id. */
export function citing(value: unknown, evidenceIds: ReadonlySet<string>): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((state: unknown) => {
    if (
      typeof state !== 'object' ||
      state === null ||
      !('id' in state) ||
      !('citations' in state) ||
      !Array.isArray(state.citations)
    )
      return [];
    const isCiting = state.citations.some(
      (one: unknown) =>
        typeof one === 'object' &&
        one !== null &&
        'evidenceId' in one &&
        evidenceIds.has(String(one.evidenceId)),
    );
    return isCiting ? [String(state.id)] : [];
  });
}
