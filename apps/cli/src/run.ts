import { errorTable } from '@debrief/contract';
import { CommanderError, type Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { json } from './output.ts';
import { createProgram } from './program.ts';
import { Exit, UsageError, formatProblem, toProblem, USAGE } from './errors.ts';
import { BrokenPipe } from './sink.ts';
import type { World } from './world.ts';

export async function run(parameters: readonly string[], world: World): Promise<number> {
  const written = { out: '', complaint: '' };
  const program = createProgram(world, manifest.version, written, parameters);
  try {
    try {
      await program.parseAsync(parameters, { from: 'user' });
      return 0;
    } catch (error) {
      return await handleError(error, parameters, world, program, written);
    }
  } catch (error) {
    // 128 + SIGPIPE, as a shell reports it for any tool whose reader has exited.
    if (error instanceof BrokenPipe) return 141;
    throw error;
  }
}

async function handleError(
  error: unknown,
  parameters: readonly string[],
  world: World,
  program: Command,
  written: { out: string; complaint: string },
): Promise<number> {
  if (error instanceof BrokenPipe) throw error;
  if (error instanceof Exit) return error.exitCode;
  if (error instanceof CommanderError && error.exitCode === 0) {
    await world.stdout.write(written.out);
    return 0;
  }
  const isUsage = error instanceof CommanderError || error instanceof UsageError;
  if (error instanceof CommanderError && written.complaint === '') {
    // Called with too few arguments: prints the help.
    await world.stderr.write(written.out);
    return USAGE;
  }
  const problem = toProblem(
    isUsage && error instanceof CommanderError
      ? new UsageError(formatComplaint(written.complaint))
      : error,
  );
  const exit = isUsage ? USAGE : errorTable[problem.code].exit;
  if (parameters.includes('--json')) await world.stdout.write(json(problem));
  await world.stderr.write(
    formatProblem(problem) + (isUsage ? `Try: ${deepest(program, parameters)} --help\n` : ''),
  );
  return exit;
}

function formatComplaint(text: string): string {
  const plain = text
    .trim()
    .replace(/^error: /, '')
    .replaceAll('\n', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The deepest command recognized on the command line: `debrief import git`. */
function deepest(program: Command, parameters: readonly string[]): string {
  let command = program;
  let path = program.name();
  for (const word of parameters) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (!next) continue;
    command = next;
    path += ` ${next.name()}`;
  }
  return path;
}
