import type { Client } from '@debrief/client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createCall, type Call } from './call.ts';
import type { World } from './world.ts';

/** A command of `debrief`; its subcommands are also commands. */
export class CliCommand extends Command {
  readonly world: World;

  constructor(world: World, name?: string) {
    super(name);
    this.world = world;
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(this.world, name);
  }

  examples(...lines: string[]): this {
    const heading = `\nExample${lines.length > 1 ? 's' : ''}:`;
    return this.addHelpText('after', [heading, ...lines.map((line) => `  $ ${line}`)].join('\n'));
  }

  /** An option with one of these words as its value. Old words still work. */
  choice(
    flags: string,
    description: string,
    words: readonly string[],
    { oldWords = {}, isRequired = false }: ChoiceRules = {},
  ): this {
    const option = new Option(flags, `${description}: ${words.join(', ')}`).argParser((given) => {
      const text = oldWords[given] ?? given;
      if (!words.includes(text)) throw new InvalidArgumentError(`Use one of ${words.join(', ')}.`);
      return text;
    });
    return this.addOption(option.makeOptionMandatory(isRequired));
  }

  /** The order of a list, as `sortBy` of the contract accepts it. */
  sortable(columns: readonly string[]): this {
    return this.option(
      '--sort <COLUMN>',
      `sort by ${columns.join(', ')}; -${columns[0] ?? ''} for the reverse order`,
      (text) => {
        if (!columns.includes(text.replace(/^-/, '')))
          throw new InvalidArgumentError(
            `Use one of ${columns.join(', ')}, with a leading - for the reverse order.`,
          );
        return text;
      },
    );
  }

  /** Keeps the command's old name for one more release. Using it prints the new name to stderr. */
  oldName(old: string): this {
    return this.alias(old).hook('preAction', async (called) => {
      if (called.parent?.args[0] !== old) return;
      const path = called.parent.parent ? `debrief ${called.parent.name()}` : 'debrief';
      await this.world.stderr.write(`"${path} ${old}" is now "${path} ${called.name()}".\n`);
    });
  }

  /** Runs with the command's arguments and options. The casts hold: commander appends the command. */
  act(use: (call: Call, ...given: never[]) => Promise<void>): this {
    return this.action((...given: unknown[]) =>
      use(createCall(this.world, given.at(-1) as Command), ...(given as never[])),
    );
  }

  /** Like `act`, with a client that is closed afterwards. */
  run(use: (call: Call, client: Client, ...given: never[]) => Promise<void>): this {
    return this.act((call, ...given) => call.withClient((client) => use(call, client, ...given)));
  }
}

interface ChoiceRules {
  oldWords?: Record<string, string>;
  isRequired?: boolean;
}
