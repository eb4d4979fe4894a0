import type { SectionChange } from './version-changes.ts';
import { markup, type Markup } from './markup.ts';

const howWords: Record<SectionChange['how'], string> = {
  new: 'new',
  gone: 'removed',
  changed: 'changed',
  marked: 'same text; citations, layout or live blocks changed',
};

/** The differences from an earlier version, folded: section by section, word by word. */
export function changesMarkup(since: number, changes: readonly SectionChange[]): Markup {
  if (changes.length === 0)
    return markup`<p class="since no-print">No text changes since version ${since} (live blocks may differ).</p>`;
  const count = changes.length === 1 ? '1 section differs' : `${changes.length} sections differ`;
  return markup`<details class="fold since no-print">
    <summary>${count} from version ${since}: show changes</summary>
    ${changes.map(
      (change) =>
        markup`<div>
          <h2>${change.title} <small>${howWords[change.how]}${countText(change)}</small></h2>
          ${change.how === 'marked' ? null : markup`<p class="diff">${change.parts.map(partMarkup)}</p>`}
        </div>`,
    )}
  </details>`;
}

/** `, +24 −3 words` */
function countText({ added, removed }: SectionChange): string {
  const said = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : '']
    .filter((part) => part !== '')
    .join(' ');
  return said === '' ? '' : `, ${said} ${added + removed === 1 ? 'word' : 'words'}`;
}

/** Unchanged lines are shown near changed words; a long run of them is not. */
function partMarkup({ type, text }: SectionChange['parts'][number]): Markup {
  if (type === 'added') return markup`<ins>${text}</ins>`;
  if (type === 'removed') return markup`<del>${text}</del>`;
  return markup`${shortenText(text)}`;
}

const shown = 160;

function shortenText(text: string): string {
  return text.length <= 2 * shown + 20 ? text : `${text.slice(0, shown)} […] ${text.slice(-shown)}`;
}
