import { escapeHtml } from './markup.ts';
import type { Run } from './pdf-type.ts';

const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const sizeIn = /\sfont-size="([\d.]+)"/;
/** The width of a space in the drawing's typeface, relative to its size. */
const blank = 0.28;

/**
 * A drawing whose texts name the typeface of each run that differs from the drawing's. The PDF
 * library puts spaces between runs: they are in the surrounding element, whose font size is too
 * small to take space. It also removes spaces at the ends of a run: they are written as a distance.
 */
export function drawingRuns(svg: string, runsOf: (text: string) => readonly Run[]): string {
  let outer = '12';
  return svg.replaceAll(
    /<(text|tspan)\b([^>]*)>([^<]*)/g,
    (whole, tag: string, attributes: string, content: string) => {
      const size = sizeIn.exec(attributes)?.[1] ?? outer;
      if (tag === 'text') outer = size;
      const runs = runsOf(
        content.replaceAll(/&(?:amp|lt|gt|quot);/g, (sign) => signs[sign] ?? sign),
      );
      if (runs.every(({ font }) => font === 'Inter')) return whole;
      let before = 0;
      const marked = runs.map(({ font, text }) => {
        const blanks = before + text.length - text.trimStart().length;
        before = text.trim() === '' ? blanks : text.length - text.trimEnd().length;
        const distance = blanks > 0 ? ` dx="${(blanks * blank * Number(size)).toFixed(2)}"` : '';
        return text.trim() === ''
          ? ''
          : `<tspan font-size="${size}" font-family="${font}"${distance}>${escapeHtml(text.trim())}</tspan>`;
      });
      return `<${tag}${attributes.replace(sizeIn, '')} font-size="0.01">${marked.join('')}`;
    },
  );
}
