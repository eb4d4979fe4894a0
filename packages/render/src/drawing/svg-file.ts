import { boxHead, lineHeight, type Drawing, type DrawnFactor } from './layout.ts';
import { factorShapes } from './shapes.ts';
import { factorLooks, linkWords } from './words.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** Resolves `var(--impact)` to its color, because a file has no page around it. */
export type ColourOf = (token: string) => string;

/** Colors of the graph other than the hues of its kinds. */
export interface Ink {
  paper: string;
  ink: string;
  soft: string;
}
const onWhite: Ink = { paper: '#fff', ink: '#1d1b17', soft: '#57524a' };

/**
 * The graph as a standalone file on white; or, with the colors of a page, as a part of that page.
 */
export function svgFile(
  drawing: Drawing<DrawnFactor>,
  title: string,
  colourOf: ColourOf,
  { paper, ink, soft }: Ink = onWhite,
): string {
  const { width, height } = drawing;
  const paths = drawing.paths.map(
    ({ link, d, label }) =>
      `<path d="${d}" fill="none" stroke="${soft}" stroke-width="1.5"${link.kind === 'limited' ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#arrow)"/>` +
      // Drawn twice, first as a halo: not every SVG renderer supports paint-order.
      [`stroke="${paper}" stroke-width="4" fill="${paper}"`, `fill="${soft}"`]
        .map(
          (look) =>
            `<text x="${label.x}" y="${label.y + 4}" text-anchor="middle" font-size="12" ${look}>${linkWords[link.kind].forth}</text>`,
        )
        .join(''),
  );
  const boxes = drawing.boxes.map(({ factor, lines, ...box }) => {
    const { label } = factorLooks[factor.kind];
    const colour = colourOf(factorLooks[factor.kind].color);
    const text = lines
      .map(
        (line, index) =>
          `<tspan x="12" y="${boxHead + 12 + index * lineHeight}">${safe(line)}</tspan>`,
      )
      .join('');
    return (
      `<g transform="translate(${box.x} ${box.y})"><rect width="${box.width}" height="${box.height}" rx="5" fill="${paper}" stroke="${colour}" stroke-width="1.5"/>` +
      `<path d="${factorShapes[factor.kind]}" transform="translate(12 7) scale(0.85)" fill="none" stroke="${colour}" stroke-width="1.7"/>` +
      `<text x="32" y="18" font-size="12" font-weight="600" fill="${colour}">${label}</text><text font-size="12.500" fill="${ink}">${text}</text></g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" font-family="'Inter Variable', Inter, system-ui, sans-serif">` +
    `<title>${safe(title)}</title><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="${soft}"/></marker></defs>` +
    `<rect width="100%" height="100%" fill="${paper}"/>${paths.join('')}${boxes.join('')}</svg>\n`
  );
}
