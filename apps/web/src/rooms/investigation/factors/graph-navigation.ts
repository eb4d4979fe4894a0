import type { FactorLink } from '@debrief/contract';
import type { Drawing } from '@debrief/render/drawing';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Where an arrow key leads: up to what contributed, down to what followed, sideways to a neighbor
 * at the same height.
 */
export function findNextFactor(
  drawing: Drawing,
  from: string,
  direction: Direction,
): string | null {
  const here = drawing.boxes.find((box) => box.factor.id === from);
  if (!here) return drawing.boxes[0]?.factor.id ?? null;
  const middle = (box: typeof here) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const at = middle(here);
  const nearest = (boxes: typeof drawing.boxes) =>
    boxes.toSorted(
      (a, b) =>
        Math.hypot(middle(a).x - at.x, middle(a).y - at.y) -
        Math.hypot(middle(b).x - at.x, middle(b).y - at.y),
    )[0]?.factor.id ?? null;
  if (direction === 'up' || direction === 'down') {
    const ends = drawing.paths.flatMap(({ link }) =>
      direction === 'up'
        ? link.to === from
          ? [link.from]
          : []
        : link.from === from
          ? [link.to]
          : [],
    );
    return nearest(drawing.boxes.filter((box) => ends.includes(box.factor.id)));
  }
  const isBeside = (box: typeof here) =>
    box !== here && (direction === 'left' ? middle(box).x < at.x - 1 : middle(box).x > at.x + 1);
  const level = drawing.boxes.filter(
    (box) => isBeside(box) && box.y < here.y + here.height && here.y < box.y + box.height,
  );
  return nearest(level) ?? nearest(drawing.boxes.filter(isBeside));
}

/** The statements of factors that form a cycle, the first one repeated at the end. */
export function describeCycles(
  cycles: readonly (readonly string[])[],
  statementOf: (id: string) => string,
): string[] {
  return cycles.map((ring) =>
    [...ring, ...ring.slice(0, 1)].map((id) => `“${statementOf(id)}”`).join(' → '),
  );
}

interface LinkAt {
  link: FactorLink;
  other: string;
  isForth: boolean;
}

export function listLinksAt(links: readonly FactorLink[], id: string): LinkAt[] {
  return links.flatMap((link): LinkAt[] => {
    if (link.from === id) return [{ link, other: link.to, isForth: true }];
    return link.to === id ? [{ link, other: link.from, isForth: false }] : [];
  });
}
