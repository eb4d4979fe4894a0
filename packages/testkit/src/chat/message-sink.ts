import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface MessageSink extends AsyncDisposable {
  host: string;
  /** Messages by the address of the person who got them. */
  messages: { to: string; text: string; id: string }[];
  /** Answers each message with this status or error instead; null: takes it again. */
  refuse(answer: string | null): void;
}

/**
 * The parts of Slack and of Mattermost that send direct messages, with the answers of both. A
 * message of Mattermost with the id of an earlier one is the same message.
 */
export async function startMessageSink(
  token: string,
  people: readonly string[],
): Promise<MessageSink> {
  const messages: MessageSink['messages'] = [];
  let refusal: string | null = null;
  const answer = (request: IncomingMessage, body: string): [number, unknown] => {
    const url = new URL(request.url ?? '', 'http://sink');
    if (request.headers.authorization !== `Bearer ${token}`)
      return url.pathname.startsWith('/api/v4/')
        ? [401, { id: 'api.context.session_expired.app_error' }]
        : [200, { ok: false, error: 'invalid_auth' }];
    const given: unknown = body === '' ? null : JSON.parse(body);
    const read = (name: string) => (given as Record<string, string> | null)?.[name] ?? '';
    const [, email = ''] = /^\/api\/v4\/users\/email\/(.+)$/.exec(url.pathname) ?? [];
    const person = people.indexOf(decodeURIComponent(email));
    if (url.pathname === '/api/users.lookupByEmail') {
      const index = people.indexOf(url.searchParams.get('email') ?? '');
      return index < 0
        ? [200, { ok: false, error: 'users_not_found' }]
        : [200, { ok: true, user: { id: `U${index}` } }];
    }
    if (url.pathname === '/api/chat.postMessage') {
      if (refusal !== null) return [200, { ok: false, error: refusal }];
      const to = people[Number(read('channel').slice(1))] ?? '';
      messages.push({ to, text: read('text'), id: '' });
      return [200, { ok: true, ts: '1.0' }];
    }
    if (email !== '')
      return person < 0
        ? [404, { id: 'app.user.missing_account.const' }]
        : [200, { id: `${person}` }];
    if (url.pathname === '/api/v4/users/me') return [200, { id: 'bot' }];
    if (url.pathname === '/api/v4/channels/direct') {
      const [own, other] = given as [string, string];
      return [201, { id: `${own}__${other}` }];
    }
    if (url.pathname !== '/api/v4/posts') return [404, {}];
    if (refusal !== null) return [Number(refusal), {}];
    const to = people[Number(read('channel_id').split('__')[1])] ?? '';
    const id = read('pending_post_id');
    if (!messages.some((message) => message.id === id))
      messages.push({ to, text: read('message'), id });
    return [201, { id: 'post' }];
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void text(request)
      .then((body) => answer(request, body))
      .then(([status, body]) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    host: `127.0.0.1:${port}`,
    messages,
    refuse: (next) => void (refusal = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
