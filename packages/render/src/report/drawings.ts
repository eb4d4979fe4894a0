import { createHash } from 'node:crypto';
import { computeLayout, loadDagre, svgFile, type Ink } from '../drawing/index.ts';
import type { Article } from './article.ts';

/** The hues of the kinds of factors on white, by the names that they have on a page. */
const light: Record<string, string> = {
  'var(--detection)': '#8f5600',
  'var(--diagnosis)': '#1f5f9e',
  'var(--context)': '#625d54',
  'var(--repair)': '#0b6b4d',
  'var(--impact)': '#ab2f1c',
  'var(--decision)': '#97285f',
  'var(--key-moment)': '#6f3a94',
};
const ofPage: Ink = { paper: 'var(--paper)', ink: 'var(--ink)', soft: 'var(--ink-soft)' };

/**
 * Caches the drawings of the versions read last, as long as their content is the same: a redaction
 * can mask words in them.
 */
const kept = new Map<string, { of: string; drawings: Map<string, string> }>();
const mostKept = 50;
/** Larger graphs take seconds to lay out and are unreadable; the list of factors is not. */
const mostDrawn = 150;

/**
 * The factor graphs of a published version as SVG, by the id of their live block: in the colors of
 * the page, or on white.
 */
export async function renderDrawings(
  article: Pick<Article, 'live'> & { version: { id: string } },
  look: 'page' | 'white',
): Promise<Map<string, string>> {
  const key = `${article.version.id} ${look}`;
  const of = createHash('sha256')
    .update(JSON.stringify([...article.live].filter(([, data]) => data.kind === 'factors')))
    .digest('base64');
  const known = kept.get(key);
  if (known?.of === of) return known.drawings;
  const drawings = new Map<string, string>();
  for (const [id, data] of article.live) {
    if (data.kind !== 'factors' || data.links.length === 0) continue;
    if (data.factors.length > mostDrawn || data.links.length > 2 * mostDrawn) continue;
    const drawing = computeLayout(await loadDagre(), data.factors, data.links);
    const toColor = (token: string) => (look === 'page' ? token : (light[token] ?? '#57524a'));
    drawings.set(
      id,
      look === 'page'
        ? svgFile(drawing, 'Contributing factors', toColor, ofPage)
        : svgFile(drawing, 'Contributing factors', toColor),
    );
  }
  kept.set(key, { of, drawings });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return drawings;
}
