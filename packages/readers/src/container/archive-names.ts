import { DomainError, type ReadOptions } from '@debrief/contract';
import type { UnpackBudget } from '../bytes/limits.ts';
import { isWorkbook } from '../office/workbook.ts';
import { canHaveNames, readNames } from '../names/name-files.ts';
import { NameList, type Names } from '../names/names.ts';
import type { Upload } from '../source.ts';
import { openArchive, type Member } from './archive.ts';
import { withMember } from './members.ts';
import { toMemberOptions } from './member-options.ts';

/** What the files of an archive say about people and channels, by their folders. */
export class ArchiveNames {
  /** The files that have nothing else. */
  readonly files = new Set<string>();
  private readonly byFolder = new Map<string, NameList>();

  /** The names for a file: of its folder, or else of the nearest one around it. */
  at(path: string): Names | undefined {
    for (let folder = toFolder(path); ; folder = toFolder(folder)) {
      const found = this.byFolder.get(folder);
      if (found !== undefined || folder === '') return found;
    }
  }

  listAt(path: string): NameList {
    const folder = toFolder(path);
    const list = this.byFolder.get(folder) ?? new NameList();
    this.byFolder.set(folder, list);
    return list;
  }

  finish(): void {
    for (const list of this.byFolder.values()) list.finish();
  }
}

const toFolder = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * Reads the names before anything else, so that the order of the files does not matter. Damaged
 * files are left to the reading that follows. Errors: `bad-file` if the archive is damaged.
 */
export async function readArchiveNames(
  upload: Upload,
  { options, budget }: { options: ReadOptions; budget: UnpackBudget },
): Promise<ArchiveNames> {
  const names = new ArchiveNames();
  if (await isWorkbook(upload)) return names;
  const archive = await openArchive(upload, budget);
  try {
    for await (const member of archive.members()) {
      const isCandidate =
        member.kind === 'file' && member.problem === null && canHaveNames(member.path);
      if (isCandidate)
        await readMemberNames(upload, member, names, toMemberOptions(options), budget);
    }
  } finally {
    await archive.close();
  }
  names.finish();
  return names;
}

async function readMemberNames(
  archive: Upload,
  member: Member,
  names: ArchiveNames,
  options: ReadOptions,
  budget: UnpackBudget,
): Promise<void> {
  const { path } = member;
  async function* read(upload: Upload): AsyncGenerator<boolean> {
    yield await readNames(path, upload, names.listAt(path));
  }
  try {
    for await (const isOnlyNames of withMember(
      archive,
      member,
      { name: path, options, budget },
      read,
    ))
      if (isOnlyNames) names.files.add(path);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
