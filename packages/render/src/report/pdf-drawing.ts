import { escapeHtml } from './markup.ts';
import type { Run } from './pdf-type.ts';

const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const sizeIn = /\sfont-size="([\d.]+)"/;
/** How wide a blank of the drawing's typeface is, of its size. */
const blank = 0.28;

/** A drawing whose words name the typeface of each of their runs, where it is not the one of the drawing.
 * What reads it puts blanks between runs: they stand in the element around, whose letters are too small to take a place. And it takes the blanks at the ends
 * of a run away: they are said as a distance. */
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
