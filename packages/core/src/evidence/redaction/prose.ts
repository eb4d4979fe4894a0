/** Masks a text of the item with this id. */
export type MaskProse = (ownerId: string, text: string) => string;

/**
 * Masks the texts of the named fields in a value, at any depth. The outermost id is that of the
 * item they belong to.
 */
export function maskProse<T>(
  value: T,
  names: ReadonlySet<string>,
  mask: MaskProse,
  ownerId = '',
): T {
  return walk(value, null) as T;

  function walk(inner: unknown, field: string | null, owner = ownerId): unknown {
    if (typeof inner === 'string')
      return field !== null && names.has(field) ? mask(owner, inner) : inner;
    if (Array.isArray(inner)) return inner.map((one) => walk(one, field, owner));
    if (typeof inner !== 'object' || inner === null) return inner;
    const own = owner || ownId(inner);
    return Object.fromEntries(
      Object.entries(inner).map(([name, one]) => [name, walk(one, name, own)]),
    );
  }
}

function ownId(thing: object): string {
  if ('id' in thing && typeof thing.id === 'string') return thing.id;
  return 'targetId' in thing && typeof thing.targetId === 'string' ? thing.targetId : '';
}

/** The states in a value that cite one of these revisions, by id. */
export function findCitingIds(value: unknown, evidenceIds: ReadonlySet<string>): string[] {
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
