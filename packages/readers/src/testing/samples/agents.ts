import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const line = (uuid: string, second: number, message: object, more: object = {}) => ({
  uuid,
  parentUuid: null,
  sessionId: 's-1',
  timestamp: at(second),
  type: 'assistant',
  cwd: '/srv/orders',
  gitBranch: 'main',
  version: '1.0.0',
  message,
  ...more,
});

export const agentSamples: Sample[] = [
  {
    name: 'claude-code.jsonl',
    content: toLines(
      line('m1', 0, { role: 'user', content: 'Why do orders fail?' }, { type: 'user' }),
      line('m2', 1, {
        role: 'assistant',
        model: 'claude',
        content: [
          { type: 'text', text: 'I look at the queue.' },
          { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'queue size' } },
        ],
      }),
      line(
        'm3',
        2,
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 't1', content: 'denied', is_error: true }],
        },
        { type: 'user', parentUuid: 'm2' },
      ),
    ),
  },
  {
    name: 'codex.jsonl',
    content: toLines(
      { timestamp: at(0), type: 'session_meta', payload: { id: 'c-1', cwd: '/srv/orders' } },
      {
        timestamp: at(1),
        type: 'response_item',
        payload: {
          type: 'message',
          role: 'user',
          content: [{ type: 'input_text', text: 'Restart it' }],
        },
      },
      {
        timestamp: at(1),
        type: 'event_msg',
        payload: { type: 'user_message', message: 'Restart it' },
      },
      {
        timestamp: at(2),
        type: 'response_item',
        payload: {
          type: 'function_call',
          name: 'shell',
          arguments: '{"cmd":"restart"}',
          call_id: 'k1',
        },
      },
      {
        timestamp: at(3),
        type: 'event_msg',
        payload: {
          type: 'exec_approval_request',
          command: ['restart', 'orders'],
          reason: 'writes',
        },
      },
      {
        timestamp: at(4),
        type: 'response_item',
        payload: { type: 'function_call_output', call_id: 'k1', output: 'restarted' },
      },
    ),
  },
  {
    name: 'openai.jsonl',
    content: toLines({
      id: 'resp_1',
      object: 'response',
      created_at: ms / 1000,
      model: 'gpt',
      status: 'completed',
      output: [
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'The queue is full.' }],
        },
        { type: 'function_call', name: 'scale', arguments: '{"to":3}', call_id: 'k2' },
      ],
    }),
  },
  {
    name: 'agent-messages.jsonl',
    content: toLines(
      { id: '1', role: 'user', content: 'Status?', timestamp: at(0), session_id: 's-2' },
      {
        id: '2',
        role: 'assistant',
        agent: 'ops-bot',
        content: null,
        tool_calls: [{ id: 'k3', function: { name: 'get_alerts', arguments: '{}' } }],
        timestamp: at(1),
        session_id: 's-2',
      },
      {
        id: '3',
        role: 'tool',
        tool_call_id: 'k3',
        content: '2 alerts fire',
        timestamp: at(2),
        session_id: 's-2',
      },
    ),
  },
];
