import { factorLooks, linkWords } from '../words.ts';
import { boxHead, lineHeight, type Drawing } from './layout.ts';
import { factorShapes } from './shapes.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** `var(--impact)` as the colour that it stands for, because a file has no page around it. */
export type ColourOf = (token: string) => string;

/** The graph as a file of its own: readable anywhere, on white. */
export function svgFile(drawing: Drawing, title: string, colourOf: ColourOf): string {
  const { width, height } = drawing;
  const paths = drawing.paths.map(
    ({ link, d, label }) =>
      `<path d="${d}" fill="none" stroke="#57524a" stroke-width="1.5"${link.kind === 'limited' ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#arrow)"/>` +
      `<text x="${label.x}" y="${label.y + 4}" text-anchor="middle" font-size="11" fill="#57524a" stroke="#fff" stroke-width="4" paint-order="stroke">${linkWords[link.kind].forth}</text>`,
  );
  const boxes = drawing.boxes.map(({ factor, lines, ...box }) => {
    const { label } = factorLooks[factor.kind];
    const colour = colourOf(factorLooks[factor.kind].color);
    const text = lines.map((line, index) => `<tspan x="12" y="${boxHead + 12 + index * lineHeight}">${safe(line)}</tspan>`).join('');
    return (
      `<g transform="translate(${box.x} ${box.y})"><rect width="${box.width}" height="${box.height}" rx="5" fill="#fff" stroke="${colour}" stroke-width="1.5"/>` +
      `<path d="${factorShapes[factor.kind]}" transform="translate(12 7) scale(0.85)" fill="none" stroke="${colour}" stroke-width="1.7"/>` +
      `<text x="32" y="18" font-size="11" font-weight="600" fill="${colour}">${label}</text><text font-size="12.500" fill="#1d1b17">${text}</text></g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" font-family="Inter, system-ui, sans-serif">` +
    `<title>${safe(title)}</title><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#57524a"/></marker></defs>` +
    `<rect width="100%" height="100%" fill="#fff"/>${paths.join('')}${boxes.join('')}</svg>\n`
  );
}
