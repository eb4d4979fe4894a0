import type { Action } from '../ui/keys.ts';

/**
 * The actions that match, grouped in the order in which their groups first appear: the page's own
 * before global ones.
 */
export function rankActions(actions: readonly Action[], text: string): Action[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const offered = actions.filter((action) => !action.isKeyOnly && !action.isDisabled);
  const matching = offered.filter((action) => {
    const name = `${action.label} ${action.group} ${action.also ?? ''}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  return listGroups(matching).flatMap((group) =>
    matching.filter((action) => action.group === group),
  );
}

const last = ['This incident', 'Import', 'Go to', 'Anywhere'];

export function listGroups(actions: readonly Action[]): string[] {
  return [...new Set(actions.map((action) => action.group))].toSorted(
    (a, b) => last.indexOf(a) - last.indexOf(b),
  );
}
