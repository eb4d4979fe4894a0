import { decodeRecord } from '../bytes/decode.ts';
import { ListSplitter } from '../bytes/list-split.ts';
import { openContent } from '../bytes/content.ts';
import { isObject, type JsonObject } from '../row.ts';
import { toZulipPerson } from '../shapes/chat/zulip-person.ts';
import { textAt } from '../shapes/values.ts';
import type { Upload } from '../source.ts';
import { parseJson } from '../table/json.ts';
import type { NameList } from './names.ts';

export const isZulipRealm = (head: Buffer): boolean => head.includes('"zerver_');

const lists = [
  'zerver_realm',
  'zerver_userprofile',
  'zerver_userprofile_crossrealm',
  'zerver_userprofile_mirrordummy',
  'zerver_stream',
  'zerver_recipient',
];

const [personal, channel] = ['1', '2'];

/** The people and channels of a Zulip organization export. Its `realm.json` can be of any size. */
export async function readZulipNames(upload: Upload, names: NameList): Promise<void> {
  const splitter = new ListSplitter(lists);
  const channels = new Map<string, string>();
  const recipients: { id: string; type: string; typeId: string }[] = [];
  const readElement = (list: string, value: JsonObject) => {
    const id = textAt(value, 'id');
    if (list === 'zerver_realm') {
      const name = textAt(value, 'string_id');
      if (name !== '') names.source = { kind: 'zulip', key: `zulip:${name}`, name, isShared: true };
    } else if (list === 'zerver_stream') channels.set(id, textAt(value, 'name'));
    else if (list === 'zerver_recipient')
      recipients.push({ id, type: textAt(value, 'type'), typeId: textAt(value, 'type_id') });
    else names.addPerson(id, toZulipPerson(id, value));
  };
  for await (const chunk of openContent(upload).chunks)
    for (const { list, bytes } of splitter.push(chunk)) {
      const value = parseJson(decodeRecord(bytes).text);
      if (isObject(value)) readElement(list, value);
    }
  for (const { id, type, typeId } of recipients) {
    const name =
      type === channel
        ? channels.get(typeId)
        : type === personal
          ? names.people.get(typeId)?.name
          : undefined;
    names.addStream(id, {
      key: type === channel ? typeId : `recipient/${id}`,
      name: name ?? 'group message',
    });
  }
}
