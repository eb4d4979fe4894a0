import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pick, createRandom } from './random.ts';
import { vocabulary } from './library-data.ts';

export const services = ['checkout', 'orders', 'search', 'billing', 'ingest', 'gateway', 'auth'];
export const authors = [
  'Ada Okafor',
  'Ben Ruiz',
  'Chen Wei',
  'Dana Levi',
  'Emre Kaya',
  'Freja Dahl',
];
export const codes = [
  'ERR_CONN_RESET',
  'ECONNREFUSED',
  'OOM_KILLED',
  'TLS_CERT_EXPIRED',
  'E_QUOTA',
];
const startedAt = Date.parse('2021-01-04T08:00:00Z');
const spanMs = 5 * 365 * 86_400_000;

/** One item in the text that the databases, ripgrep and Xapian get. */
export interface BenchItem {
  id: string;
  incident: number;
  at: string;
  author: number;
  kind: string;
  text: string;
}

/** Hexadecimal digits that are the same for the same number. */
export function hexId(seed: number, digits: number): string {
  const random = createRandom(seed);
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

export const address = (n: number) => `10.${n % 4}.${(n >> 2) % 40}.${(n * 7) % 250}`;

/** The sentences of our documentation: English with its natural frequencies. */
function readSentences(): string[] {
  const folder = join(import.meta.dirname, '..', 'docs', 'decisions');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => text.split(/(?<=[.:])\s+|\n+/))
    .map((sentence) => sentence.replaceAll(/[`*_|#\t\\]/g, '').trim())
    .filter((sentence) => sentence.length > 30 && sentence.length < 220);
}

const foreign = [
  '消息积压导致搜索服务返回错误,正在回滚',
  'データベースが応答しなくなった。再起動します',
  '메시지가 쌓였다. 배포를 되돌린다',
  'Очередь заказов растёт, откатываем релиз',
  'La réplique a été redémarrée après la panne',
  'تم إعادة تشغيل الخادم بعد العطل',
  'ระบบค้นหาไม่ตอบสนอง กำลังย้อนกลับ',
];

/** Rank r of the vocabulary occurs about 1/r as often as rank 1. */
function rankedWord(random: () => number): string {
  return vocabulary[Math.floor(vocabulary.length ** random())] ?? 'alias';
}

function writeText(random: () => number, n: number, sentences: readonly string[]): string {
  const roll = random();
  const service = pick(random, services);
  if (roll < 0.4)
    return `${pick(random, ['INFO', 'INFO', 'WARN', 'ERROR'])} ${service}-${n % 12} ${address(n)} ${pick(random, ['upstream timed out', 'request completed', 'connection closed', 'retrying'])} ${rankedWord(random)} topic=${service}.v${n % 3} trace=${hexId(n, 12)}${random() < 0.02 ? ` ${pick(random, codes)}` : ''}`;
  if (roll < 0.46)
    return `Deploy ${hexId(n, 40)} of ${service} to ${pick(random, ['production', 'staging'])}: ${rankedWord(random)} ${rankedWord(random)}`;
  if (roll < 0.5) return `${pick(random, foreign)} ${rankedWord(random)}`;
  return `${pick(random, sentences)} ${rankedWord(random)} ${rankedWord(random)} ${rankedWord(random)}`;
}

export function* makeItems(count: number, incidents: number): Generator<BenchItem> {
  const random = createRandom(29);
  const sentences = readSentences();
  for (let n = 0; n < count; n += 1) {
    const incident = Math.floor((n / count) * incidents);
    const inside = n - Math.ceil((incident * count) / incidents);
    const at = startedAt + (incident / incidents) * spanMs + inside * 9_000;
    yield {
      id: toId(at, n),
      incident,
      at: new Date(at).toISOString(),
      author: Math.floor(random() * authors.length),
      kind: random() < 0.6 ? 'message' : 'log',
      text: writeText(random, n, sentences),
    };
  }
}

/** In order of time, as ids of version 7 are. */
export function toId(at: number, n: number): string {
  const time = Math.round(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Files with the same items: parts for COPY, lines for ripgrep, records for Xapian. */
export interface ItemFiles {
  parts: string[];
  lines: string;
  records: string;
}

const partSize = 50_000;

export async function writeItems(
  folder: string,
  count: number,
  incidents: number,
  references: { stream: (n: number) => string; identity: (n: number) => string },
): Promise<ItemFiles> {
  const files = {
    parts: [] as string[],
    lines: join(folder, 'items.txt'),
    records: join(folder, 'records.txt'),
  };
  const lines = createWriteStream(files.lines);
  const records = createWriteStream(files.records);
  let part = createWriteStream(join(folder, 'unused'));
  let n = 0;
  for (const item of makeItems(count, incidents)) {
    if (n % partSize === 0) {
      part.end();
      await once(part, 'close');
      files.parts.push(join(folder, `part-${files.parts.length}.tsv`));
      part = createWriteStream(files.parts.at(-1) ?? '');
    }
    n += 1;
    const stream = references.stream(item.incident);
    const row = [
      item.id,
      item.id,
      stream,
      stream,
      item.id,
      1,
      'original',
      item.kind,
      item.at,
      item.at,
      'exact',
      references.identity(item.author),
      false,
      item.text,
      '{}',
      '{}',
      JSON.stringify({ text: item.text }),
      'utf8',
      '',
    ];
    const written = [
      part.write(`${row.join('\t')}\n`),
      lines.write(`${item.text}\n`),
      records.write(`id=${item.id}\ntext=${item.text}\n\n`),
    ];
    if (written.includes(false))
      for (const file of [part, lines, records])
        if (file.writableNeedDrain) await once(file, 'drain');
  }
  for (const file of [part, lines, records]) {
    file.end();
    await once(file, 'close');
  }
  return files;
}

export function hasProgram(name: string): boolean {
  return spawnSync('which', [name]).status === 0;
}
