import { fromHtml } from 'hast-util-from-html';

type Root = ReturnType<typeof fromHtml>;
export type PageNode = Root['children'][number];
export type PageElement = Extract<PageNode, { type: 'element' }>;

const hidden = new Set([
  'script',
  'style',
  'template',
  'head',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'meta',
  'link',
]);
const blocky = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
/** An image without alternative text still leaves something to click. */
export const imageSign = '▣';

export function isHidden(element: PageElement): boolean {
  return hidden.has(element.tagName);
}

const known = new WeakMap<PageElement, boolean>();

/** An element that contains a block is a block, whatever its tag. */
export function holdsBlock(element: PageElement): boolean {
  const answer =
    known.get(element) ??
    (blocky.has(element.tagName) ||
      element.children.some(
        (child) => child.type === 'element' && !isHidden(child) && holdsBlock(child),
      ));
  known.set(element, answer);
  return answer;
}

export function textProperty(element: PageElement, name: string): string {
  const value = element.properties[name];
  return typeof value === 'string' ? value : '';
}

export function readAlt(element: PageElement): string {
  return textProperty(element, 'alt').replaceAll(/\s+/g, ' ').trim() || imageSign;
}

/**
 * The text of HTML as a browser would show it, block by block, with the position of each node in
 * it.
 */
export function pageText(root: Root): { text: string; places: Map<object, [number, number]> } {
  let text = '';
  const places = new Map<object, [number, number]>();
  const put = (node: object, words: string): void => {
    places.set(node, [text.length, text.length + words.length]);
    text += words;
  };
  const newLine = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const walk = (nodes: readonly PageNode[], isPre: boolean): void => {
    for (const node of nodes) {
      if (node.type === 'text') {
        const words = isPre ? node.value : node.value.replaceAll(/[ \t\r\n\f]+/g, ' ');
        put(node, text === '' || text.endsWith('\n') ? (isPre ? words : words.trimStart()) : words);
      }
      if (node.type !== 'element' || isHidden(node)) continue;
      if (node.tagName === 'br') text += '\n';
      else if (node.tagName === 'img') put(node, readAlt(node));
      else {
        if (holdsBlock(node)) newLine();
        walk(node.children, isPre || node.tagName === 'pre');
        if (holdsBlock(node)) newLine();
      }
    }
  };
  walk(root.children, false);
  return { text, places };
}
