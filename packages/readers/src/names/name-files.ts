import { headContent } from '../bytes/content.ts';
import type { Upload } from '../source.ts';
import { readRocketChatNames, isRocketChatNames } from './rocket-chat-names.ts';
import type { NameList } from './names.ts';
import { isZulipRealm, readZulipNames } from './zulip-names.ts';

/** A file that has no records, only the names of people and channels in others. */
interface NameFile {
  /** A first look at its path, without its content. */
  path: RegExp;
  matches(head: Buffer): boolean;
  read(upload: Upload, names: NameList): Promise<void>;
}

const nameFiles: readonly NameFile[] = [
  { path: /(?:^|\/)realm\.json$/, matches: isZulipRealm, read: readZulipNames },
  {
    path: /(?:^|\/)(?:users|rocketchat_rooms?|rocketchat_users?)\.(?:bson|json|jsonl)(?:\.gz)?$/,
    matches: isRocketChatNames,
    read: readRocketChatNames,
  },
];

export const canHaveNames = (path: string): boolean => nameFiles.some((one) => one.path.test(path));

/** Reads the names in a file of an archive. Returns whether it is only about names. */
export async function readNames(path: string, upload: Upload, names: NameList): Promise<boolean> {
  const head = headContent(upload);
  const found = nameFiles.find((one) => one.path.test(path) && one.matches(head));
  await found?.read(upload, names);
  return found !== undefined;
}
