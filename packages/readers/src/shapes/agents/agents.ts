import { readRichText } from '../../nested-text.ts';
import { isObject, toText, type JsonObject } from '../../row.ts';
import type { IdentityRef } from '../../source.ts';
import type { Draft, Shape } from '../shape.ts';
import { firstText, isText, joinLines, objectAt, objectsAt, textAt, toStream } from '../values.ts';

/** A line of a session of Claude Code: `~/.claude/projects/…/SESSION.jsonl`. */
export const claudeCodeLine: Shape = {
  name: 'Claude Code sessions',
  matches: ({ uuid, sessionId, timestamp, type }) =>
    isText(uuid) && isText(sessionId) && isText(timestamp) && isText(type),
  read: (value) =>
    readTurn(value['message'] ?? value['content'], {
      key: textAt(value, 'uuid'),
      at: value['timestamp'],
      role: firstText(value, 'message.role', 'type'),
      agent: 'Claude Code',
      session: textAt(value, 'sessionId'),
      repliesTo: textAt(value, 'parentUuid') || null,
      fields: {
        model: textAt(value, 'message.model'),
        folder: textAt(value, 'cwd'),
        branch: textAt(value, 'gitBranch'),
      },
    }),
};

const codexTypes = new Set([
  'session_meta',
  'turn_context',
  'response_item',
  'event_msg',
  'compacted',
]);
/** Events of Codex that are not also items of the conversation. */
const codexEvents = /approval|exec_command_(?:begin|end)|patch_apply|error|aborted/;

/** A line of a session of Codex: `~/.codex/sessions/…/rollout-….jsonl`. */
export const codexLine: Shape = {
  name: 'Codex sessions',
  matches: ({ timestamp, type, payload }) =>
    isText(timestamp) && typeof type === 'string' && codexTypes.has(type) && isObject(payload),
  read(value, { streams }) {
    const payload = objectAt(value, 'payload');
    const type = textAt(value, 'type');
    const id = textAt(payload, 'id');
    if (type === 'session_meta') streams.set('codex', { key: id, name: id });
    if (type === 'session_meta' || type === 'turn_context') return [];
    const kind = textAt(payload, 'type');
    if (type === 'event_msg' && !codexEvents.test(kind)) return [];
    const common = {
      key: null,
      at: value['timestamp'],
      role: textAt(payload, 'role') || 'assistant',
      agent: 'Codex',
      session: streams.get('codex')?.key ?? '',
      repliesTo: null,
      fields: {},
    };
    if (type !== 'event_msg') return readTurn(payload, common);
    return {
      ...toDraft(common, kind.replaceAll('_', ' ')),
      kind: 'change',
      text: joinLines(
        `${kind.replaceAll('_', ' ')}: ${firstText(payload, 'command', 'message', 'reason')}`,
        firstText(payload, 'aggregated_output', 'stderr', 'stdout'),
      ),
      fields: { tool: kind, result: firstText(payload, 'exit_code', 'success') },
    };
  },
};

/** A response of OpenAI's API, or a completion in its older form. */
export const openAiResponse: Shape = {
  name: 'AI responses',
  matches: ({ object, created, created_at }) =>
    (object === 'response' && typeof created_at === 'number') ||
    (object === 'chat.completion' && typeof created === 'number'),
  read(value) {
    const parts = [
      ...objectsAt(value, 'output'),
      ...objectsAt(value, 'choices').map((one) => objectAt(one, 'message')),
    ];
    return parts.flatMap((part, index) =>
      readTurn(part, {
        key: `${textAt(value, 'id')}/${index}`,
        at: value['created_at'] ?? value['created'],
        role: textAt(part, 'role') || 'assistant',
        agent: firstText(value, 'model') || 'Assistant',
        session: firstText(value, 'conversation.id', 'previous_response_id'),
        repliesTo: null,
        fields: { model: textAt(value, 'model'), state: textAt(value, 'status') },
      }),
    );
  },
};

const roles = new Set(['user', 'assistant', 'system', 'developer', 'tool', 'function']);
const timeNames = ['timestamp', 'created_at', 'createdAt', 'created', 'time', 'ts', 'date'];

/** A message with a role, as most agents log it. */
export const agentMessage: Shape = {
  name: 'AI conversations',
  isJsonOnly: true,
  matches: (value) => {
    const { role, content, tool_calls } = value;
    return (
      typeof role === 'string' &&
      roles.has(role) &&
      (typeof content === 'string' || Array.isArray(content) || Array.isArray(tool_calls)) &&
      timeNames.some((name) => value[name] !== undefined)
    );
  },
  read: (value, _, { parent }) =>
    readTurn(value, {
      key: firstText(value, 'id', 'message_id') || null,
      at: timeNames.map((name) => value[name]).find((time) => (time ?? null) !== null),
      role: textAt(value, 'role'),
      agent: firstText(value, 'agent', 'name', 'model') || 'Assistant',
      session:
        firstText(value, 'session_id', 'conversation_id', 'thread_id') ||
        firstText(parent?.value ?? {}, 'id', 'session_id', 'conversation_id'),
      repliesTo: null,
      fields: { model: textAt(value, 'model') },
    }),
};

interface Turn {
  key: string | null;
  at: unknown;
  role: string;
  agent: string;
  session: string;
  repliesTo: string | null;
  fields: Record<string, string>;
}

/** What someone or the agent says, the tools that it calls and what they answer. */
function readTurn(message: unknown, turn: Turn): Draft[] {
  const value = isObject(message) ? message : { content: message };
  const content = value['content'];
  const parts = Array.isArray(content) ? content.filter(isObject) : [];
  const said = Array.isArray(content)
    ? parts
        .filter((part) => /^(?:input_|output_)?text$/.test(textAt(part, 'type')))
        .map((part) => textAt(part, 'text'))
        .join('\n')
    : typeof content === 'string'
      ? content
      : '';
  const type = textAt(value, 'type');
  const isAnswer = turn.role === 'tool' || turn.role === 'function';
  const calls = [
    ...parts.filter((part) => textAt(part, 'type') === 'tool_use'),
    ...objectsAt(value, 'tool_calls'),
    ...(type.endsWith('_call') ? [value] : []),
  ];
  const answers = [
    ...parts.filter((part) => textAt(part, 'type') === 'tool_result'),
    ...(type.endsWith('_call_output') ? [value] : []),
    ...(isAnswer ? [value] : []),
  ];
  const drafts = [
    ...(said === '' || isAnswer ? [] : [toDraft(turn, said)]),
    ...calls.map((call) => readCall(call, turn)),
    ...answers.map((answer) => readAnswer(answer, turn)),
  ];
  if (drafts.length > 0) return drafts;
  // Thoughts, images and summaries: nothing is left out in silence.
  const thought = parts.map((part) => firstText(part, 'thinking', 'type')).join('\n');
  const summary = readRichText(value['summary']) ?? '';
  return [
    {
      ...toDraft(turn, thought || summary || type || turn.role),
      event: 'other',
    },
  ];
}

function toDraft(turn: Turn, text: string): Draft {
  return {
    key: turn.key,
    kind: 'message',
    at: turn.at,
    author: toActor(turn),
    text,
    stream: toStream(turn.session),
    repliesTo: turn.repliesTo,
    fields: turn.fields,
  };
}

function toActor({ role, agent }: Turn): IdentityRef {
  const isPerson = role === 'user';
  const name = isPerson ? 'User' : role === 'assistant' ? agent : role;
  return { key: isPerson ? 'user' : `agent:${name}`, name, email: null, isBot: !isPerson };
}

function readCall(call: JsonObject, turn: Turn): Draft {
  const tool = firstText(call, 'name', 'function.name', 'action.type', 'type');
  const input =
    call['input'] ?? call['arguments'] ?? objectAt(call, 'function')['arguments'] ?? call['action'];
  const given = isObject(input) ? JSON.stringify(input) : (toText(input) ?? '');
  const id = firstText(call, 'call_id', 'id');
  return {
    ...toDraft({ ...turn, role: 'assistant' }, `${tool}: ${given}`),
    key: id || turn.key,
    kind: 'change',
    fields: { ...turn.fields, tool, state: textAt(call, 'status') },
  };
}

function readAnswer(answer: JsonObject, turn: Turn): Draft {
  const id = firstText(answer, 'tool_use_id', 'call_id', 'tool_call_id');
  const output = answer['content'] ?? answer['output'];
  const isError = answer['is_error'] === true;
  return {
    ...toDraft({ ...turn, role: 'tool' }, readRichText(output) ?? ''),
    key: id === '' ? turn.key : `${id}/result`,
    repliesTo: id || turn.repliesTo,
    fields: {
      ...turn.fields,
      tool: textAt(answer, 'name'),
      result: isError ? 'error' : '',
    },
  };
}
