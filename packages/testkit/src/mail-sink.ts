import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail server that keeps what it receives. */
export interface MailSink extends AsyncDisposable {
  url: string;
  mails: { to: string; data: string }[];
  /** Answers the next recipients with this line instead of accepting them; null accepts. */
  refuse(line: string | null): void;
}

/** Speaks as much of SMTP (RFC 5321) as a client needs to send an email. */
export async function startMailSink(): Promise<MailSink> {
  const mails: MailSink['mails'] = [];
  const sockets = new Set<Socket>();
  let refusal: string | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [to, buffer, isData] = ['', '', false];
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      buffer += chunk;
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n';
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const text = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        const verb = text.slice(0, 4).toUpperCase();
        if (isData) {
          mails.push({ to, data: text.replaceAll('\r\n..', '\r\n.') });
          isData = false;
          say('250 kept');
        } else if (verb === 'DATA') {
          isData = true;
          say('354 go on');
        } else if (verb === 'RCPT' && refusal !== null) say(refusal);
        else if (verb === 'QUIT') socket.end('221 bye\r\n');
        else {
          if (verb === 'RCPT') to = /<(.*)>/.exec(text)?.[1] ?? '';
          say('250 ok');
        }
      }
    });
    say('220 sink');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    mails,
    refuse(line) {
      refusal = line;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
