import type { Member } from './archive.ts';
import { limitText } from '../finish.ts';
import type { Rejected } from '../row.ts';

const kinds = ['hidden file', 'image', 'empty file', 'link', 'other collection'] as const;
export type SkipKind = (typeof kinds)[number];

/** Files that no one means to import, by their path. */
export function findSkipKind({ path, kind, format }: Member): SkipKind | null {
  if (kind === 'link') return 'link';
  if (format !== null) return null;
  const isHidden =
    /(?:^|\/)(?:\.(?!\.?(?:\/|$))|__MACOSX(?:\/|$))/.test(path) ||
    /(?:^|\/)(?:thumbs\.db|desktop\.ini)$/i.test(path);
  if (isHidden) return 'hidden file';
  // A dump of a database has settings, sessions and keys next to the messages.
  const isCollection = /\.bson(?:\.gz)?$|\.metadata\.json(?:\.gz)?$/.test(path);
  if (isCollection && !/(?:^|\/)(?:users|rocketchat_(?:message|rooms?))\.bson(?:\.gz)?$/.test(path))
    return 'other collection';
  return /\.(?:png|jpe?g|gif|webp|heic|bmp|tiff?|ico|svg)$/i.test(path) ? 'image' : null;
}

/** Counts the files that were left out, for one line of the import summary. */
export class SkipCounts {
  private readonly counts = new Map<SkipKind, number>();
  private names = '';

  add(kind: SkipKind, path: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    if (this.names.length < 400) this.names += `${this.names === '' ? '' : ', '}${path}`;
  }

  /** `prefix`: where the archive is, if it is in another one. */
  *report(prefix: string): Generator<Rejected> {
    const said = kinds.flatMap((kind) => {
      const count = this.counts.get(kind) ?? 0;
      return count === 0 ? [] : [`${count} ${kind}${count === 1 ? '' : 's'}`];
    });
    if (said.length > 0)
      yield {
        type: 'rejected',
        place: `${prefix}files without records`,
        reason: `Not read: ${said.join(', ')}.`,
        excerpt: limitText(this.names, 200),
      };
  }
}
