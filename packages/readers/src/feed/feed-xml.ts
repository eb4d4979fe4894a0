import type { XmlElement } from '@rgrove/parse-xml';

export type { XmlElement };

/** Whether a file starts as a feed: after its declaration, comments and style sheets. */
export function isFeed(head: string): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]{0,500}>\s*){0,10}<(?:feed|rss|rdf:RDF)[\s>]/.test(head);
}

/** An element of a feed, or the reason why it can't be read. Undefined entities stay as written. */
export async function parseElement(xml: string): Promise<XmlElement | string> {
  const { parseXml, XmlError } = await import('@rgrove/parse-xml');
  try {
    return parseXml(xml, { ignoreUndefinedEntities: true }).root ?? 'The entry is empty.';
  } catch (error) {
    if (error instanceof XmlError) return `Not valid XML: ${error.message.split('\n')[0] ?? ''}`;
    // Thousands of elements inside each other.
    if (error instanceof RangeError) return 'Its elements are nested too deeply.';
    throw error;
  }
}

export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.flatMap((child) => {
    const one = child.type === 'element' ? (child as XmlElement) : null;
    return one?.name === name ? [one] : [];
  });
}

/** The text of the first of these elements that has some. */
export function textNamed(parent: XmlElement, ...names: string[]): string {
  for (const name of names)
    for (const child of childrenNamed(parent, name)) {
      const text = child.text.trim();
      if (text !== '') return text;
    }
  return '';
}

/** Atom has an address in an attribute, RSS as text. */
export function linkIn(parent: XmlElement, relation = 'alternate'): string {
  const links = childrenNamed(parent, 'link');
  const found =
    links.find(({ attributes }) => attributes['rel'] === relation) ??
    (relation === 'alternate'
      ? links.find(({ attributes }) => attributes['rel'] === undefined)
      : null);
  return (found?.attributes['href'] ?? found?.text ?? '').trim();
}
