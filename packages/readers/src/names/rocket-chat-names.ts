import { BsonSplitter, isBson } from '../bson/bson-split.ts';
import { loadBson } from '../bson/bson.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { JsonSplitter } from '../bytes/json-split.ts';
import { splitFile } from '../read-pieces.ts';
import { isObject, type JsonObject } from '../row.ts';
import { firstText, isText, listTexts, objectsAt, textAt, toIdentity } from '../shapes/values.ts';
import type { Upload } from '../source.ts';
import { parseJson } from '../table/json.ts';
import type { NameList } from './names.ts';

/** Whether a file starts with users or rooms of Rocket.Chat. */
export function isRocketChatNames(head: Buffer): boolean {
  if (isBson(head)) return /username|usersCount|msgs/.test(head.toString('latin1'));
  const text = head.toString('latin1');
  return (
    /^\s*\[?\s*\{\s*"_id"/.test(text.slice(0, 200)) &&
    /"(?:username|usersCount|usernames|msgs)"/.test(text)
  );
}

/** The users and rooms in a dump of Rocket.Chat's database. Passwords and tokens are not kept. */
export async function readRocketChatNames(upload: Upload, names: NameList): Promise<void> {
  const isBinary = isBson(upload.head);
  const parse = isBinary
    ? await loadBson()
    : (bytes: Buffer) => parseJson(decodeRecord(bytes).text);
  const splitter = isBinary ? new BsonSplitter() : new JsonSplitter();
  for await (const { pieces } of splitFile(upload, splitter))
    for (const piece of pieces) {
      const value = piece.problem === null ? parse(piece.bytes) : null;
      if (isObject(value)) readRecord(value, names);
    }
}

function readRecord(value: JsonObject, names: NameList): void {
  const id = textAt(value, '_id');
  const username = textAt(value, 'username');
  if (id === '') return;
  if (isText(value['username'])) {
    const [email] = objectsAt(value, 'emails');
    const person = toIdentity(id, firstText(value, 'name', 'username'), {
      email: email === undefined ? '' : textAt(email, 'address'),
      isBot: textAt(value, 'type') === 'bot',
    });
    names.addPerson(id, person);
    names.addPerson(`@${username}`, person);
    return;
  }
  const own = firstText(value, 'fname', 'name');
  const members = listTexts(value['usernames']);
  if (own !== '') names.addStream(id, { key: id, name: own });
  else if (members.length > 0)
    names.later(() => {
      const shown = members.map((one) => names.people.get(`@${one}`)?.name ?? one);
      names.addStream(id, { key: id, name: shown.join(', ') });
    });
}
