import type { Inline } from '@debrief/contract';

const punctuation = /^\s*([.,;:!?…]+)(?=\s|$)/;

/**
 * As in print, the numbers of citations follow the punctuation after them and have no space before
 * them: `found [3] .` is shown as `found.[3]`.
 */
export function placeChips(nodes: readonly Inline[]): Inline[] {
  const placed: Inline[] = [];
  let rest = nodes;
  for (;;) {
    const start = rest.findIndex((node) => node.type === 'cite');
    if (start === -1) return [...placed, ...rest];
    const found = rest.findIndex((node, at) => at > start && node.type !== 'cite');
    const end = found === -1 ? rest.length : found;
    const next = rest[end];
    const text = next?.type === 'text' ? next.text : '';
    const hasWords = start > 0 || placed.length > 0;
    const [moved = '', mark = ''] = (hasWords && punctuation.exec(text)) || [];
    const isGap = next?.type !== 'text' || moved !== '' || /^\s/.test(text);
    placed.push(
      ...rest.slice(0, start).map((node, at) => {
        const isBefore = at === start - 1 && node.type === 'text' && isGap;
        return isBefore ? { ...node, text: node.text.trimEnd() } : node;
      }),
      ...(mark === '' ? [] : [{ type: 'text' as const, text: mark }]),
      ...rest.slice(start, end),
    );
    const left = text.slice(moved.length);
    rest =
      next?.type === 'text' && moved !== ''
        ? [...(left === '' ? [] : [{ ...next, text: left }]), ...rest.slice(end + 1)]
        : rest.slice(end);
  }
}
