import type { Argument, Command, Help, Option } from 'commander';

/** Help in reading order: usage, description, commands, options. Values are in capitals. */
export function helpStyle(columns: number): Partial<Help> {
  return {
    helpWidth: Math.min(96, columns),
    subcommandTerm: (command) => command.name(),
    optionTerm: (option) => inCapitals(option.flags),
    argumentTerm: formatArgument,
    commandUsage: formatUsage,
    formatHelp,
  };
}

function formatHelp(command: Command, help: Help): string {
  const width = help.padWidth(command, help);
  const item = (term: string, description: string) =>
    help.formatItem(term, width, description, help);
  const commands = help.groupItems(
    [...command.commands],
    help.visibleCommands(command),
    (sub) => sub.helpGroup() || 'Commands:',
  );
  const options = help.groupItems(
    [...command.options],
    help.visibleOptions(command),
    (option: Option) => option.helpGroupHeading ?? 'Options:',
  );
  const parts = [
    `Usage: ${help.commandUsage(command)}`,
    '',
    help.boxWrap(help.commandDescription(command), help.helpWidth ?? 80),
    '',
    ...[...commands].flatMap(([group, subs]) =>
      help.formatItemList(
        group,
        subs.map((sub) => item(help.subcommandTerm(sub), help.subcommandDescription(sub))),
        help,
      ),
    ),
    ...help.formatItemList(
      'Arguments:',
      help
        .visibleArguments(command)
        .map((argument) => item(help.argumentTerm(argument), help.argumentDescription(argument))),
      help,
    ),
    ...[...options].flatMap(([group, some]) =>
      help.formatItemList(
        group,
        some.map((option) => item(help.optionTerm(option), help.optionDescription(option))),
        help,
      ),
    ),
  ];
  if (command.parent)
    parts.push(help.boxWrap(describeInheritedOptions(command), help.helpWidth ?? 80), '');
  return parts.join('\n');
}

function describeInheritedOptions(command: Command): string {
  const common =
    'Global options also work: --json, --data, --database-url, --server, --token (see debrief --help).';
  const parent = command.parent;
  return parent?.parent && parent.options.length > 0
    ? `Options of debrief ${parent.name()} also work (see debrief ${parent.name()} --help). ${common}`
    : common;
}

function formatUsage(command: Command): string {
  const path = formatCommandPath(command);
  if (!command.parent) return `${path} COMMAND [options]`;
  const own = `${path}${command.registeredArguments.map((argument) => ` ${formatArgument(argument)}`).join('')} [options]`;
  return [own, ...command.commands.map(formatUsage)].join('\n       ');
}

function formatCommandPath(command: Command): string {
  return command.parent ? `${formatCommandPath(command.parent)} ${command.name()}` : command.name();
}

function formatArgument(argument: Argument): string {
  const name = argument.name().toUpperCase() + (argument.variadic ? '…' : '');
  return argument.required ? name : `[${name}]`;
}

function inCapitals(flags: string): string {
  return flags.replaceAll(/<([^>]+)>/g, (_, name: string) => name.toUpperCase());
}
