import type { Client } from '@debrief/client';
import {
  CommentTargetKind,
  type Comment,
  type CommentChange,
  type CommentTarget,
} from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { UsageError } from '../errors.ts';
import { findAccountIds } from '../find-accounts.ts';
import { findWord } from '../find-word.ts';
import { collectValues } from '../options.ts';
import { pages } from '../pages.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

interface Given {
  on?: string[];
  quote?: string;
  mention?: string[];
  replyTo?: string;
}

export function addCommentCommands(program: CliCommand): void {
  const comments = program
    .command('comments')
    .argument('[incident]', 'such as INC-12')
    .description('List comments and discuss an incident')
    .helpCommand(false)
    .option('--waiting', 'comments in all incidents that wait for your answer')
    .option('--all', 'include resolved threads')
    .examples('debrief comments INC-12', 'debrief comments --waiting --json')
    .act(listComments);

  comments
    .command('add')
    .argument('<incident>', 'such as INC-12')
    .argument('<text>', 'comment')
    .description('Add a comment, or reply to one')
    .option('--on <KIND:ID>', `subject: ${CommentTargetKind.options.join(', ')}`, collectValues)
    .option('--quote <TEXT>', 'with a section: the words that it is about')
    .option('--reply-to <COMMENT>', 'ID of a comment of the thread')
    .option('--mention <NAME>', 'name or ID of an account (repeatable)', collectValues)
    .examples(
      'debrief comments add INC-12 "@Ada was it flat everywhere?" --on event:0195… --mention Ada',
      'debrief comments add INC-12 "In all regions." --reply-to 0195…',
    )
    .run(async (call, client, incident: string, text: string, given: Given) => {
      const mentions = await findAccountIds(client, given.mention ?? []);
      const change =
        given.replyTo === undefined
          ? await client.comment.add({
              incident,
              text,
              mentions,
              target: parseTarget(given.on ?? []),
              quote: given.quote,
            })
          : await client.comment.reply({ incident, text, mentions, threadId: given.replyTo });
      await showChange(call, change);
    });

  addChangeCommands(comments);
}

function addChangeCommands(comments: CliCommand): void {
  const change = (
    name: string,
    description: string,
    run: (client: Client, comment: Comment, text: string) => Promise<CommentChange>,
  ) => {
    const command = comments
      .command(name)
      .argument('<incident>', 'such as INC-12')
      .argument('<comment>', 'ID of the comment');
    if (name === 'edit') command.argument('<text>', 'new text');
    command
      .description(description)
      .examples(`debrief comments ${name} INC-12 0195…`)
      .run(async (call, client, incident: string, id: string, text: unknown) => {
        const { items } = await client.comment.list({ incident });
        const found = items.find((one) => one.id === id);
        if (!found)
          throw new UsageError(`Comment ${id} not found. Run debrief comments ${incident}.`);
        await showChange(call, await run(client, found, String(text)));
      });
  };
  change('edit', 'Edit your comment', (client, { id, version }, text) =>
    client.comment.edit({ id, version, text }),
  );
  change('resolve', 'Resolve a thread', (client, { id, version }) =>
    client.comment.resolve({ id, version, isResolved: true }),
  );
  change('reopen', 'Reopen a thread', (client, { id, version }) =>
    client.comment.resolve({ id, version, isResolved: false }),
  );
  change('remove', 'Remove your comment', (client, { id, version }) =>
    client.comment.remove({ id, version }),
  );
  comments
    .command('undo')
    .argument('<change>', 'number printed by the change')
    .description('Undo your change to a comment')
    .examples('debrief comments undo 4711')
    .run(async (call, client, activityId: string) =>
      showChange(call, await client.comment.undo({ activityId })),
    );
}

async function listComments(
  call: Call,
  incident: string | undefined,
  { waiting, all }: { waiting?: boolean; all?: boolean },
): Promise<void> {
  if ((incident === undefined) === (waiting === undefined))
    throw new UsageError('Name an incident, such as INC-12, or use --waiting.');
  await call.withClient(async (client) => {
    if (incident === undefined)
      return call.list(
        pages((place) => client.comment.waiting(place)),
        [{ name: 'incident', of: (one: Comment) => one.incidentRef }, ...columns],
        'No comments wait for you.',
      );
    const { items } = await client.comment.list({ incident });
    const resolved = new Set(items.flatMap((one) => (one.resolvedAt === null ? [] : [one.id])));
    const shown = items.filter((one) => all || !resolved.has(one.threadId ?? one.id));
    return call.list(
      pages(async () => ({ items: shown, next: null })),
      columns,
      `No comments. Add one: debrief comments add ${incident} "text" --on event:ID`,
    );
  });
}

const columns: readonly Column<Comment>[] = [
  {
    name: 'on',
    of: (one) => (one.threadId === null ? `${one.target.kind}:${one.target.id}` : '↳'),
  },
  { name: 'state', of: (one) => (one.resolvedAt === null ? 'open' : 'resolved') },
  { name: 'by', of: (one) => one.createdBy.name },
  { name: 'id', of: (one) => one.id },
  { name: 'text', of: (one) => oneLine(one.text) },
];

function parseTarget([target, ...more]: string[]): CommentTarget {
  const [kind, id] = target?.split(':') ?? [];
  const known = findWord(CommentTargetKind.options, kind);
  if (more.length > 0 || known === undefined || id === undefined)
    throw new UsageError('Name one subject, such as --on event:0195…');
  return { kind: known, id };
}

async function showChange(call: Call, change: CommentChange): Promise<void> {
  const lines = change.comments.map(
    (one) => `${one.id}  ${one.resolvedAt === null ? 'open' : 'resolved'}  ${oneLine(one.text)}\n`,
  );
  await call.show(
    change,
    lines.length > 0
      ? lines.join('')
      : `Removed. To undo: debrief comments undo ${change.activityId}\n`,
  );
}
