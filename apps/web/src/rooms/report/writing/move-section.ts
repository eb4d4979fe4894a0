import { XmlElement, type Doc } from 'yjs';

/**
 * Moves a section by one place among the active ones. The shared document has no move: one of the
 * two neighbors is inserted again at its new place, and concurrent typing in it would be lost. So
 * this moves the one in which no one else is writing.
 */
export function moveSection(
  doc: Doc,
  id: string,
  by: -1 | 1,
  writtenIn: ReadonlySet<string>,
): boolean | 'written-in' {
  const fragment = doc.getXmlFragment('default');
  const all = fragment.toArray();
  const standing = all.flatMap((one, index) =>
    one instanceof XmlElement && !isRemoved(one) ? [{ element: one, index, id: readId(one) }] : [],
  );
  const from = standing.findIndex((one) => one.id === id);
  const [mine, other] = [standing[from], standing[from + by]];
  if (from < 0 || !mine || !other) return false;
  const [above, below] = by < 0 ? [other, mine] : [mine, other];
  if (!writtenIn.has(below.id)) rewrite(doc, below.element, below.index, above.index);
  else if (!writtenIn.has(above.id)) rewrite(doc, above.element, above.index, below.index);
  else return 'written-in';
  return true;
}

function rewrite(doc: Doc, element: XmlElement, from: number, to: number): void {
  const fragment = doc.getXmlFragment('default');
  doc.transact(() => {
    const copy = element.clone();
    fragment.delete(from, 1);
    fragment.insert(to, [copy]);
  });
}

function readId(element: XmlElement): string {
  return String(element.getAttribute('id') ?? '');
}

/** The editor stores the mark as a boolean, others may have written a string. */
function isRemoved(element: XmlElement): boolean {
  const mark: unknown = element.getAttribute('isRemoved');
  return mark === true || mark === 'true';
}
