import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpload } from '../bytes/upload.ts';
import { createZip, scratch } from '../testing/test-support.ts';
import { explainUnreadable } from './explain.ts';
import { explainUnrecognized } from './plain-text.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

test('a format that is not supported yet is named', async () => {
  const write = async (name: string, text: string) =>
    openUpload(await files.write(name, text), name);
  const bson = await write('messages.bson', '\x40\0\0\0\x07_id\0abcdefghijkl\x02msg\0');
  expect(await explainUnreadable(bson)).toContain('bsondump messages.bson');
  const lines = await write('a.jsonl', '{"type":"version","at":"2026-03-02T08:00:00Z"}\n');
  expect(await explainUnreadable(lines)).toBeNull();
});

const explain = async (name: string, content: string | Uint8Array): Promise<string | null> =>
  explainUnreadable(await openUpload(await files.write(name, content), name));
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each([
  ['app.log.gz', '\x1f\x8b\x08', 'a compressed file inside another one', 'Unpack it'],
  ['app.log.zst', '\x28\xb5\x2f\xfd', 'a compressed file inside another one', 'Unpack it'],
  ['app.log.xz', '\xfd7zXZ\0', 'an xz file', 'xzcat app.log.xz'],
  ['app.log.bz2', 'BZh91AY', 'a bzip2 file', 'bzcat app.log.bz2'],
  ['logs.7z', '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', 'import the folder'],
  ['logs.rar', 'Rar!\x1a\x07\x01', 'a RAR archive', 'import the folder'],
  ['old.xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'older Microsoft Office', 'CSV'],
  ['notes.rtf', '{\\rtf1', 'a rich text document', 'Markdown'],
  [
    'events.sqlite',
    'SQLite format 3\0',
    'an SQLite database',
    'sqlite3 -header -csv events.sqlite',
  ],
  ['graph.png', '\x89PNG\r\n', 'an image', 'as a note'],
  ['call.mp4', '\0\0\0 ftypmp42', 'a recording', 'transcript'],
  ['events.evtx', 'ElfFile\0', 'a Windows event log', 'Event Viewer'],
  ['feed.xml', '<?xml version="1.0"?><a/>', 'an XML file', 'CSV or JSON'],
  ['events.yaml', '---\nevents:\n  - a', 'a YAML file', 'yq -o=json events.yaml'],
  ['alerts.csv', '<!DOCTYPE html><title>Sign in</title>', 'a web page', 'download the file again'],
  ['log.txt', '3d52f4f (HEAD) Raise\n4d52f4f Fix\n', 'a Git log without dates', '--date=iso'],
  ['graph.txt', '* 3d52f4f - Raise\n* 4d52f4f - Fix\n', 'a Git log without dates', 'import git'],
  ['events.txt', 'LAST SEEN   TYPE   REASON   OBJECT\n5m ', 'Kubernetes events', '-o json'],
  ['notes.txt', 'T0: deploy\nT+5: alert\n', 'times such as T+5', 'T+5m'],
  ['core', 'a\0b\0c\0d', 'a binary file of an unknown kind', 'CSV, JSON or plain text'],
])('%s is refused with what it is and what to do', async (name, content, is, remedy) => {
  const reason = await explain(name, bytes(content));
  expect(reason).toContain(is);
  expect(reason).toContain(remedy);
});

test.each([
  ['talk.pptx', ['ppt/presentation.xml'], 'a PowerPoint file'],
  ['report.odt', ['content.xml'], 'an OpenDocument file'],
  ['empty.zip', [], 'an empty zip'],
])('the zip %s is refused with what it contains', async (name, entries, expected) => {
  const zip = createZip(entries.map((entry) => ({ name: entry, content: 'x' })));
  expect(await explain(name, zip)).toContain(expected);
});

test.each([
  ['report.md', '---\ntitle: Down\n---\n\n# Down\n'],
  ['report.html', '<!DOCTYPE html><h1>Down</h1>'],
  ['utf16.csv', Buffer.from('\ufefftime,text\n2026-03-02T08:00:00Z,x\n', 'utf16le')],
  ['app.log', '2026-03-02T08:00:00Z From: a To: b Subject: c\n'],
])('%s is not refused', async (name, content) => {
  expect(await explain(name, content)).toBeNull();
});

test.each([
  ['blank.csv', ' \n\n', 'is empty'],
  ['a.csv', 'time,text\n', 'no rows'],
  ['a.json', '[]', 'an empty list'],
  ['a.json', '{"incidents":[],"limit":25}', 'its list "incidents" is empty'],
  ['a.json', '{"ok":false,"error":"not_authed"}', 'not_authed'],
  [
    'a.json',
    '{"status":"success","data":{"resultType":"matrix","result":[]}}',
    'a query that found no series',
  ],
  ['a.json', '{"results":[{"statement_id":0}]}', 'a query that found no series'],
  ['a.json', '{"took":3,"hits":{"total":{"value":0},"hits":[]}}', 'its list "hits.hits" is empty'],
  ['a.yml', '- at: 2024-03-13T14:02:11Z\n', 'a YAML file'],
  ['a.xml', '<Events><Event/></Events>', 'an XML file'],
  ['a.csv', 'version https://git-lfs.github.com/spec/v1\n', 'git lfs pull'],
])('%s (%j) is refused because of what it is', async (name, content, expected) => {
  expect(await explain(name, content)).toContain(expected);
});

test.each([
  '{"time":1710334991,"steps":[]}',
  '{"name":"a","labels":[]}',
  '{"title":"Disk full","state":"alerting","matches":[]}',
])('%s is not an empty result', async (text) => expect(await explain('a.json', text)).toBeNull());

test('text without times is refused with what would work', async () => {
  const upload = await openUpload(
    await files.write('our notes.txt', 'It was full.\n'),
    'our notes.txt',
  );
  expect(explainUnrecognized(upload)).toContain(
    "seems to be plain text without times. If it's a postmortem, use “Import a postmortem”.",
  );
  expect(explainUnrecognized(upload)).toContain("debrief report import 'our notes.txt' --incident");
});

test.each([
  'T+5 min alert\n',
  'T+5m alert\n',
  '1234567 node up\n1234568 node down\n',
  '# A\n\nT+5: x\n',
])('%j is not refused', async (text) => expect(await explain('some.txt', text)).toBeNull());

test('blank characters at the start of a file take linear time', () =>
  expect((size: number) => explain('notes.txt', `---\n${'\t'.repeat(size)}%\n-:`)).toScale(40));
