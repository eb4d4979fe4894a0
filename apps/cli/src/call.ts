import { createClient, type Client, type PlainAnswer } from '@debrief/client';
import type { Command } from 'commander';
import { connect } from './connect.ts';
import { CliError } from './errors.ts';
import { facts, json, table, writeJsonList, type Column } from './output.ts';
import type { Flags, World } from './world.ts';
import { writeAtomically } from './write-atomically.ts';

export interface CommonOptions extends Partial<Flags> {
  json?: boolean;
  server?: string;
  token?: string;
}

export interface Call {
  world: World;
  /** The command that was called. */
  command: Command;
  options: CommonOptions;
  isJson: boolean;
  /** Opens a client and always closes it again. */
  withClient(use: (client: Client) => Promise<void>, how?: { isLong: boolean }): Promise<void>;
  /**
   * A list as an aligned table, or as a JSON array. `hint` is shown to a person if the list is
   * empty.
   */
  list<T>(
    items: AsyncIterable<T> | Iterable<T>,
    columns: readonly Column<T>[],
    hint: string,
  ): Promise<void>;
  show(
    value: unknown,
    lines: string | readonly (readonly [name: string, value: string])[],
  ): Promise<void>;
  /** A file that the server sent, to a path or to standard output. */
  saveFile(answer: PlainAnswer, output?: string): Promise<void>;
  /** Asks for a yes. Errors: `invalid` with the refusal. */
  confirm(question: string, refusal: string): Promise<void>;
  /** Information that is not the result. Not printed for a program. */
  note(text: string): Promise<void>;
}

export function createCall(world: World, command: Command): Call {
  const options = command.optsWithGlobals<CommonOptions>();
  const isJson = options.json === true;
  return {
    world,
    command,
    options,
    isJson,
    async withClient(use, { isLong } = { isLong: false }) {
      const way = await connect(world, options, isLong);
      try {
        await use(createClient(way));
      } finally {
        await way.close();
      }
    },
    async list<T>(
      items: AsyncIterable<T> | Iterable<T>,
      columns: readonly Column<T>[],
      hint: string,
    ) {
      if (isJson) return writeJsonList(world.stdout, items);
      const all: T[] = [];
      for await (const item of items) all.push(item);
      if (all.length > 0) await world.stdout.write(table(all, columns, world.stdout));
      else await world.stderr.write(`${hint}\n`);
    },
    async show(value, lines) {
      await world.stdout.write(
        isJson ? json(value) : typeof lines === 'string' ? lines : facts(lines),
      );
    },
    async saveFile({ body }, output) {
      if (output !== undefined) await writeAtomically(output, body ?? []);
      else for await (const chunk of body ?? []) await world.stdout.write(chunk);
    },
    async confirm(question, refusal) {
      const answer = await world.ask(`${question} [y/N] `);
      if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('invalid', refusal);
    },
    async note(text) {
      if (!isJson) await world.stderr.write(`${text}\n`);
    },
  };
}
