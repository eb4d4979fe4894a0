import { tagTargetKinds, type ItemTag } from '@debrief/contract';
import { UsageError } from '../errors.ts';
import { findWord } from '../find-word.ts';

/** Items by `--on KIND:ID`. Errors: usage. */
export function parseItemNames(on: readonly string[]): Pick<ItemTag, 'kind' | 'id'>[] {
  if (on.length === 0) throw new UsageError('Name the items, such as --on event:0195…');
  return on.map((item) => {
    const [word, id] = item.split(':');
    const kind = findWord(tagTargetKinds, word);
    if (kind === undefined || id === undefined)
      throw new UsageError(`"${item}" is not an item. Write ${tagTargetKinds.join(':ID, ')}:ID.`);
    return { kind, id };
  });
}
