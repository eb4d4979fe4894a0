type Fields = Record<string, unknown>;

/** Kinds of lines and activity in version 1, and their names in version 2. */
const words = new Map([
  ['edition', 'published-version'],
  ['proposal', 'suggestion'],
  ['proposal.accepted', 'suggestion.accepted'],
  ['proposal.dismissed', 'suggestion.dismissed'],
  ['proposal.reopened', 'suggestion.reopened'],
  ['edition.published', 'version.published'],
  ['edition.unpublished', 'version.unpublished'],
]);
const rename = (word: unknown) => (typeof word === 'string' ? (words.get(word) ?? word) : word);

/** Converts the words for reports in a version 1 line to those of version 2. */
export function renameReportWords(line: Fields): Fields {
  const { editionId, ...rest } = line;
  return {
    ...rest,
    type: rename(line['type']),
    ...(line['type'] === 'activity' && {
      kind: rename(line['kind']),
      after: renameSuggestions(line['after']),
    }),
    ...(editionId !== undefined && { publishedVersionId: editionId }),
  };
}

/** Version 1 stored suggestions in activity under another name. */
function renameSuggestions(after: unknown): unknown {
  if (typeof after !== 'object' || after === null || !('proposals' in after)) return after;
  const { proposals: suggestions, ...rest } = after;
  return { ...rest, suggestions };
}
