import { finish } from '../finish.ts';
import { LayeredMap, type Names } from '../names/names.ts';
import type { Row } from '../row.ts';
import type { Read, SourceRecord, StreamRef } from '../source.ts';
import { toExcerpt } from '../bytes/decode.ts';
import { readTime, type TimeProblem, type TimeRead, type TimeRules } from '../time/time.ts';
import type { Draft, Known, Shape } from './shape.ts';

/** Reads the records of a file that have a shape. */
export class ShapeRows {
  private readonly known: Known;
  private readonly stream: StreamRef;
  private readonly time: TimeRules;

  /** `time`: for tools that write times without a zone. `names`: from other files of an archive. */
  constructor(stream: StreamRef, time: TimeRules, names?: Names) {
    this.stream = stream;
    this.time = time;
    this.known = {
      people: new LayeredMap(names?.people),
      streams: new LayeredMap(names?.streams),
      counts: new Map(),
    };
  }

  read(shape: Shape, row: Row): Read[] {
    const found = shape.read(row.value, this.known, row);
    if (typeof found === 'string') return [reject(row, found)];
    return (Array.isArray(found) ? found : [found]).map((draft) => this.toRead(draft, row));
  }

  private toRead(draft: Draft, row: Row): Read {
    const at = readTime(draft.at, this.time);
    if (typeof at === 'string') return reject(row, describeProblem(at, draft.at));
    const until = draft.until === undefined ? 'missing' : readTime(draft.until, this.time);
    const untilAt = typeof until === 'string' || until.at < at.at ? null : until.at;
    return { type: 'record', record: toRecord(draft, at, untilAt, row, this.stream) };
  }
}

function toRecord(
  draft: Draft,
  time: TimeRead,
  untilAt: Date | null,
  row: Row,
  stream: StreamRef,
): SourceRecord {
  const { title, links = [], files = [], event } = draft;
  const fields = Object.entries(draft.fields ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '',
  );
  return finish({
    place: row.place,
    stream: draft.stream ?? stream,
    key: draft.key ?? null,
    kind: draft.kind,
    occurredAt: time.at,
    untilAt,
    precision: time.precision,
    zoneOffset: time.zoneOffset,
    author: draft.author ?? null,
    text: draft.text.trim() === '' ? listFiles(files) : draft.text,
    repliesTo: draft.repliesTo ?? null,
    reactions: draft.reactions ?? [],
    details: {
      ...(title !== undefined && title !== '' && { title }),
      ...(links.length > 0 && { links }),
      ...(files.length > 0 && { files }),
      ...(event !== undefined && { event }),
      ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    },
    marks: time.isEpoch ? [...row.marks, 'epoch-time'] : row.marks,
    payload: row.payload,
    change: draft.isDeleted === true ? 'deleted' : 'present',
    ...(draft.isLaterState === true && { isLaterState: true }),
  });
}

/** A message that is only files. */
function listFiles(files: NonNullable<Draft['files']>): string {
  return files.length === 0 ? '' : `Files: ${files.map(({ name }) => name).join(', ')}`;
}

function reject(row: Row, reason: string): Read {
  const { place, payload } = row;
  const excerpt = toExcerpt(typeof payload === 'string' ? payload : Buffer.from(payload));
  return { type: 'rejected', place, reason, excerpt };
}

function describeProblem(problem: TimeProblem, written: unknown): string {
  return problem === 'missing'
    ? 'No time.'
    : `Not a time: ${JSON.stringify(written)?.slice(0, 80) ?? 'nothing'}.`;
}
