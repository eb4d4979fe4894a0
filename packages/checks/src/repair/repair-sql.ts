import type { SourceColumn } from '../source.ts';
import { quoteName, quoteText } from '../sql.ts';
import type { Repair } from './definition.ts';
import type { RepairSession } from './session.ts';

/** The tables next to the target that have the state of a repair. */
export const repairTables = ['backup', 'stage', 'sample', 'steps'] as const;
export type RepairTable = (typeof repairTables)[number];

/** The SQL of one repair: the same text in DuckDB and PostgreSQL where that is possible. */
export class RepairSql {
  readonly target: string;
  /** The rows as they should be. */
  readonly correction: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly #dialect: RepairSession['dialect'];
  readonly #repair: Repair;
  readonly #type: string;

  constructor(
    dialect: RepairSession['dialect'],
    repair: Repair,
    columns: readonly SourceColumn[],
    keys: readonly string[],
  ) {
    this.#dialect = dialect;
    this.#repair = repair;
    this.#type = columns.find(({ name }) => name === repair.partition.column)?.type ?? '';
    this.columns = columns.map(({ name }) => name);
    this.keys = keys;
    this.target = this.#path(repair.target.table);
    this.correction = `(\n${repair.query}\n)`;
  }

  name(name: string): string {
    return quoteName(this.#dialect, name);
  }

  text(text: string): string {
    return quoteText(this.#dialect, text);
  }

  tableName(table: RepairTable): string {
    return `debrief_repair_${this.#repair.id}_${table}`;
  }

  table(table: RepairTable): string {
    return this.#path(this.tableName(table));
  }

  #path(table: string): string {
    return `${this.name(this.#repair.target.schema)}.${this.name(table)}`;
  }

  column(alias: string, name: string): string {
    return `${alias}.${this.name(name)}`;
  }

  list(names: readonly string[], alias = ''): string {
    return names
      .map((name) => (alias === '' ? this.name(name) : this.column(alias, name)))
      .join(', ');
  }

  /** Rows without a value in the column are in no range. */
  range(alias: string): string {
    const { column, from, before } = this.#repair.partition;
    const value = (text: string) => `cast(${this.text(text)} as ${this.#type})`;
    const own = this.column(alias, column);
    return `(${own} >= ${value(from)} and ${own} < ${value(before)})`;
  }

  newerThanRange(alias: string): string {
    const { column, before } = this.#repair.partition;
    return `${this.column(alias, column)} >= cast(${this.text(before)} as ${this.#type})`;
  }

  partition(alias: string): string {
    const { column, unit } = this.#repair.partition;
    const own = this.column(alias, column);
    return unit === 'value'
      ? `cast(${own} as varchar)`
      : `cast(cast(date_trunc('${unit}', ${own}) as date) as varchar)`;
  }

  /** All values of a row as one text, which two different rows never share. */
  rowText(alias: string, columns = this.columns): string {
    return columns
      .map((name) => {
        const text = `cast(${this.column(alias, name)} as varchar)`;
        return `coalesce(length(${text}) || ':' || ${text}, '-')`;
      })
      .join(' || ');
  }

  #hash(text: string): string {
    return this.#dialect === 'duckdb'
      ? `md5_number_lower(${text})`
      : `cast(cast(('x' || substr(md5(${text}), 1, 16)) as bit(64)) as bigint)`;
  }

  /** Rows, hashes and the newest change of each partition. `where` is about the alias `r`. */
  fingerprint(from: string, where = ''): string {
    const { changedAt } = this.#repair;
    const newest =
      changedAt === '' ? '' : `, cast(max(${this.column('r', changedAt)}) as varchar) as "newest"`;
    return `select ${this.partition('r')} as "partition", count(*) as "rows", cast(sum(${this.#hash(this.rowText('r'))}) as varchar) as "hash"${newest} from ${from} as r${where === '' ? '' : ` where ${where}`} group by 1`;
  }

  sameKeys(first: string, second: string): string {
    return this.keys
      .map((name) => `${this.column(first, name)} = ${this.column(second, name)}`)
      .join(' and ');
  }

  hasNoKey(alias: string): string {
    return `(${this.keys.map((name) => `${this.column(alias, name)} is null`).join(' or ')})`;
  }

  /** Rows that differ, are added or are removed, for each partition that they are in afterwards. */
  differences(): string {
    const [key = ''] = this.keys;
    const side = (from: string, where: string) =>
      `(select ${this.list(this.keys, 'r')}, ${this.partition('r')} as debrief_partition, ${this.rowText('r')} as debrief_row from ${from} as r${where})`;
    const [b, a] = [this.column('b', key), this.column('a', key)];
    return `select coalesce(a.debrief_partition, b.debrief_partition) as "partition", count(case when ${a} is not null and ${b} is not null and a.debrief_row <> b.debrief_row then 1 end) as "changed", count(case when ${b} is null then 1 end) as "added", count(case when ${a} is null then 1 end) as "removed" from ${side(this.target, ` where ${this.range('r')}`)} as b full join ${side(this.correction, '')} as a on ${this.sameKeys('a', 'b')} group by 1`;
  }

  /** Makes the rows of the range those of another table, by key; equal rows stay as they are. */
  replaceRows(from: string): string[] {
    const others = this.columns.filter((name) => !this.keys.includes(name));
    const sets = others.map((name) => `${this.name(name)} = ${this.column('s', name)}`);
    const hasSame = (table: string, alias: string, outer: string) =>
      `exists (select 1 from ${table} as ${alias} where ${this.sameKeys(alias, outer)})`;
    const inserted = this.#dialect === 'postgres' ? ' overriding system value select ' : ' select ';
    return [
      `delete from ${this.target} as t where ${this.range('t')} and not ${hasSame(from, 's', 't')}`,
      ...(sets.length === 0
        ? []
        : [
            `update ${this.target} as t set ${sets.join(', ')} from ${from} as s where ${this.range('t')} and ${this.sameKeys('t', 's')} and ${this.rowText('t')} <> ${this.rowText('s')}`,
          ]),
      `insert into ${this.target} (${this.list(this.columns)})${inserted}${this.list(this.columns, 's')} from ${from} as s where not ${hasSame(this.target, 't', 's')}`,
    ];
  }
}
