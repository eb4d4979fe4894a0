type Fields = Record<string, unknown>;

/** Kinds of line and of activity in version 1, and what they are called now. */
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

/** A line of version 1 with the words of version 2 for reports. */
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

/** What an activity says of suggestions was under another name. */
function renameSuggestions(after: unknown): unknown {
  if (typeof after !== 'object' || after === null || !('proposals' in after)) return after;
  const { proposals: suggestions, ...rest } = after;
  return { ...rest, suggestions };
}
