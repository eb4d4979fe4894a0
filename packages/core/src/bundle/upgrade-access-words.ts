type Fields = Record<string, unknown>;

const kinds = new Map([
  ['report.brought-in', 'report.imported'],
  ['scope.changed', 'stream.time-range-changed'],
  ['scope.dropped', 'stream.excluded'],
  ['incident.restricted', 'incident.made-private'],
  ['incident.opened', 'incident.made-visible'],
]);

/** Converts the words for imports, sources and access in a version 1 line to those of version 2. */
export function renameAccessWords(line: Fields): Fields {
  switch (line['type']) {
    case 'incident':
      return renameVisibility(line);
    case 'import':
      return renameSums(line);
    case 'scope':
      return { ...line, type: 'included-stream' };
    case 'activity':
      return renameActivity(line);
    default:
      return line;
  }
}

function renameActivity(line: Fields): Fields {
  const kind = String(line['kind']);
  const rename = kind.startsWith('import.')
    ? renameSums
    : kind.startsWith('incident.')
      ? renameVisibility
      : renameRange;
  return {
    ...line,
    kind: kinds.get(kind) ?? line['kind'],
    before: renameFields(line['before'], rename),
    after: renameFields(line['after'], rename),
  };
}

function renameSums({ stored, known, ...rest }: Fields): Fields {
  return {
    ...rest,
    ...(stored !== undefined && { imported: stored }),
    ...(known !== undefined && { duplicates: known }),
  };
}

function renameRange({ inWindow, ...rest }: Fields): Fields {
  return { ...rest, ...(inWindow !== undefined && { inTimeRange: inWindow }) };
}

function renameVisibility(fields: Fields): Fields {
  const { visibility } = fields;
  if (visibility !== 'open' && visibility !== 'restricted') return fields;
  return { ...fields, visibility: visibility === 'open' ? 'everyone' : 'private' };
}

function renameFields(value: unknown, rename: (value: Fields) => Fields): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? rename({ ...value })
    : value;
}
