import { DomainError } from '@debrief/contract';
import { fromHtml } from 'hast-util-from-html';

const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
/** HTML repeats an open formatting element in every block after it, at most three equal ones. */
const mostEqual = 3;
const mostTags = 300_000;
const mostLinksInLinks = 5_000;

/**
 * Parses HTML. Errors: `bad-file` if HTML's rules would create far more elements than there are
 * tags.
 */
export function parseHtml(html: string, options: { fragment?: boolean } = {}) {
  if (isExplosive(html))
    throw new DomainError(
      'bad-file',
      'The tags of this HTML are left open in a way that takes too long to read. Save the page as text, then import that.',
    );
  return fromHtml(html, options);
}

/** Whether the open elements at each tag add up to more than a page by people can have. */
function isExplosive(html: string): boolean {
  const open = new Map<string, number>();
  const equal = new Map<string, number>();
  let [tags, repeated, inAll, linksInLinks] = [0, 0, 0, 0];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const tag = /^<(\/?)([a-z][a-z0-9]{0,20})/i.exec(html.slice(at, at + 24));
    if (!tag) continue;
    const name = (tag[2] ?? '').toLowerCase();
    tags += 1;
    if (!formatting.has(name)) {
      if (tag[1] === '') repeated += inAll;
    } else if (tag[1] === '') {
      const signature = html.slice(at, at + 200).split('>', 1)[0] ?? '';
      if (name === 'a' && (open.get(name) ?? 0) > 0) linksInLinks += 1;
      else if ((equal.get(signature) ?? 0) < mostEqual) {
        equal.set(signature, (equal.get(signature) ?? 0) + 1);
        open.set(name, (open.get(name) ?? 0) + 1);
        inAll += 1;
      }
    } else if ((open.get(name) ?? 0) > 0) {
      open.set(name, (open.get(name) ?? 0) - 1);
      inAll -= 1;
      if (inAll === 0) equal.clear();
    }
    if (tags > mostTags || linksInLinks > mostLinksInLinks || repeated > 2_000 + 16 * tags)
      return true;
  }
  return false;
}
