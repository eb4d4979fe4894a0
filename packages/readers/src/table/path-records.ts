import type { ReadOptions } from '@debrief/contract';
import type { Names } from '../names/names.ts';
import type { Rejected, Row } from '../row.ts';
import type { Shape } from '../shapes/shape.ts';
import { ShapeRows } from '../shapes/shape-rows.ts';
import { SlackRows } from '../slack/slack-row.ts';
import type { Read, StreamRef } from '../source.ts';
import { guessMapping, toTimeRules, type Mapping } from './mapping.ts';
import { type Refusal, TableRecords } from './table-record.ts';
import { splitWide } from './wide-rows.ts';
import type { WrittenZone } from '../time/zones.ts';

interface Table {
  /** The columns, if the file names them once for all rows. */
  header: string[] | undefined;
  /** What the file says about its times before the first row. */
  stated: WrittenZone | null;
  stream: StreamRef;
  options: ReadOptions;
  names: Names | undefined;
}

/** The rows of a file and of each nested list, each with their own columns. */
export class PathRecords {
  readonly main: Mapping;
  private readonly mainPath: string;
  private readonly byPath = new Map<string, TableRecords>();
  private readonly table: Table;
  private readonly slack = new SlackRows();
  private readonly shapes: ShapeRows;

  constructor(rows: readonly (Row | Rejected)[], table: Table) {
    this.table = table;
    this.shapes = new ShapeRows(table.stream, toTimeRules(table.options), table.names);
    const byPath = Map.groupBy(
      rows.filter((row) => row.type === 'row').filter((row) => !this.hasShape(row)),
      (row) => row.path ?? '',
    );
    this.mainPath = [...byPath.keys()][0] ?? '';
    this.main = this.mappingFor(this.mainPath, byPath.get(this.mainPath) ?? []);
    for (const [path, own] of byPath) this.recordsFor(path, own);
  }

  /** Named columns take precedence over what Debrief knows of a tool. */
  hasShape(row: Row): row is Row & { shape: Shape } {
    return row.shape !== undefined && this.table.options.map === undefined;
  }

  read(row: Row, siblings: readonly Row[]): Read[] | Refusal {
    const { options } = this.table;
    if (!this.hasShape(row)) {
      return this.readColumns(row, siblings);
    }
    return this.shapes
      .read(row.shape, row)
      .map((read) =>
        read.type === 'record' && options.kind !== undefined
          ? { ...read, record: { ...read.record, kind: options.kind } }
          : read,
      );
  }

  private readColumns(row: Row, siblings: readonly Row[]): Read[] | Refusal {
    const { options, stream } = this.table;
    const message = options.map === undefined ? this.slack.read(row, stream) : null;
    if (message !== null && typeof message !== 'string')
      return [{ type: 'record', record: { ...message, kind: options.kind ?? message.kind } }];
    const path = row.path ?? '';
    const records =
      this.byPath.get(path) ??
      this.recordsFor(
        path,
        siblings.filter((one) => (one.path ?? '') === path),
      );
    const reads: Read[] = [];
    for (const [index, part] of splitWide(row, records.mapping).entries()) {
      const found = records.read(part, path === this.mainPath ? null : this.parentKey(row), index);
      if (!('record' in found)) return found;
      reads.push({ type: 'record', ...found });
    }
    return reads;
  }

  private parentKey(row: Row): string {
    const { parent } = row;
    if (parent === undefined) return '';
    return this.byPath.get(parent.path ?? '')?.keyOf(parent) ?? '';
  }

  private mappingFor(path: string, rows: readonly Row[]): Mapping {
    const { options, header, stated } = this.table;
    const own = path === this.mainPath ? options : { ...options, map: undefined };
    return guessMapping(
      rows.map((row) => row.value),
      own,
      path === '' ? header : undefined,
      stated,
    );
  }

  private recordsFor(path: string, rows: readonly Row[]): TableRecords {
    const mapping = path === this.mainPath ? this.main : this.mappingFor(path, rows);
    const records = new TableRecords(
      mapping,
      this.table.stream,
      path === this.mainPath ? '' : path,
    );
    this.byPath.set(path, records);
    return records;
  }
}
