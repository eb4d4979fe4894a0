import { inspect } from 'node:util';
import { DomainError, type Issue } from '@debrief/contract';
import {
  choice,
  demoKind,
  Misread,
  privateHosts,
  text,
  url,
  wholeNumber,
  type Read,
} from './setting.ts';

/** A value that is never printed: shown as ***. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '***';
  }
  toJSON(): string {
    return '***';
  }
  [inspect.custom](): string {
    return '***';
  }
}

/** Every setting once: its variable, its default, what it must be, and what it is for. */
const settings = {
  data: {
    env: 'DEBRIEF_DATA',
    fallback: './data',
    read: text({ least: 1 }),
    about: 'folder for the embedded database and temporary uploads',
  },
  databaseUrl: {
    env: 'DATABASE_URL',
    fallback: null,
    read: text({
      like: /^postgres(ql)?:\/\/.+/,
      hint: 'Use postgres://user:password@host/database',
    }),
    about: 'PostgreSQL server to use instead of the embedded database',
  },
  host: {
    env: 'DEBRIEF_HOST',
    fallback: '127.0.0.1',
    read: text({ least: 1 }),
    about: 'address to listen on',
  },
  port: {
    env: 'DEBRIEF_PORT',
    fallback: 4300,
    read: wholeNumber(0, 65_535),
    about: 'port to listen on; 0 picks a free one',
  },
  publicUrl: {
    env: 'DEBRIEF_PUBLIC_URL',
    fallback: null,
    read: url,
    about: 'public address, if a proxy is in front of Debrief',
  },
  trustedProxies: {
    env: 'DEBRIEF_TRUSTED_PROXIES',
    fallback: null,
    read: wholeNumber(0, 10),
    about: 'number of proxies in front; default: 1 with a public address, else 0',
  },
  secret: {
    env: 'DEBRIEF_SECRET',
    fallback: null,
    read: text({ least: 32, hint: 'Use at least 32 characters' }),
    about: 'key that signs session cookies; default: made once and kept with the data',
  },
  logLevel: {
    env: 'DEBRIEF_LOG_LEVEL',
    fallback: 'info',
    read: choice('silent', 'error', 'warn', 'info', 'debug'),
    about: 'log level for standard error',
  },
  maxUploadMb: {
    env: 'DEBRIEF_MAX_UPLOAD_MB',
    fallback: 8_192,
    read: wholeNumber(1, 1_000_000),
    about: 'largest file to import, in MB',
  },
  privateHosts: {
    env: 'DEBRIEF_PRIVATE_HOSTS',
    fallback: null,
    read: privateHosts,
    about: 'private hosts and networks that connections may ask, separated by commas',
  },
  smtpUrl: {
    env: 'DEBRIEF_SMTP_URL',
    fallback: null,
    read: text({
      like: /^smtps?:\/\/.+/,
      hint: 'Use smtp://user:password@mail.example.org:587, or smtps:// for TLS from the start',
    }),
    about: 'mail server that sends notifications',
  },
  mailFrom: {
    env: 'DEBRIEF_MAIL_FROM',
    fallback: null,
    read: text({ like: /^[^\r\n]*@[^\r\n]+$/, hint: 'Use an address such as debrief@example.org' }),
    about: 'sender of emails; default: debrief@ the public address',
  },
  chatUrl: {
    env: 'DEBRIEF_CHAT_URL',
    fallback: null,
    read: text({
      like: /^(slack|mattermost)(\+http)?:\/\/[^\s/@]+@[^\s/@]+\/?$/,
      hint: 'Use slack://xoxb-token@slack.com or mattermost://token@chat.example.org',
    }),
    about: 'chat in which notifications are sent as direct messages',
  },
  demo: {
    env: 'DEBRIEF_DEMO',
    fallback: 'finished',
    read: demoKind,
    about: 'sample data of an empty database: finished, raw (evidence only) or none',
  },
} as const satisfies Record<
  string,
  { env: string; fallback: unknown; read: Read<unknown>; about: string }
>;

type Name = keyof typeof settings;
type Values = {
  [N in Name]:
    | Exclude<ReturnType<(typeof settings)[N]['read']>, Misread>
    | ((typeof settings)[N]['fallback'] extends null ? null : never);
};

export type ConfigFlags = { [N in Name]: string | number | boolean };

export interface Config extends Omit<
  Values,
  'chatUrl' | 'databaseUrl' | 'secret' | 'smtpUrl' | 'trustedProxies'
> {
  databaseUrl: Secret | null;
  chatUrl: Secret | null;
  smtpUrl: Secret | null;
  secret: Secret | null;
  trustedProxies: number;
  from: Record<Name, 'default' | 'env' | 'flag'>;
}

const names = Object.keys(settings).filter(isName);

function isName(name: string): name is Name {
  return name in settings;
}

/**
 * The configuration from flags, environment and defaults, in this order. Errors: `invalid` with all
 * problems.
 */
export function readConfig(input: { flags: Partial<ConfigFlags>; env: NodeJS.ProcessEnv }): Config {
  const issues: Issue[] = [];
  const from: Partial<Record<Name, 'default' | 'env' | 'flag'>> = {};
  const values = names.map((name): [Name, unknown] => {
    const { env, fallback, read } = settings[name];
    const flag = input.flags[name];
    const variable = input.env[env];
    from[name] =
      flag !== undefined ? 'flag' : variable !== undefined && variable !== '' ? 'env' : 'default';
    if (from[name] === 'default') return [name, fallback];
    const isFlag = from[name] === 'flag';
    const value = read(String(isFlag ? flag : variable));
    if (value instanceof Misread)
      issues.push({ at: isFlag ? `--${kebab(name)}` : env, message: value.hint });
    return [name, value];
  });
  if (issues.length > 0)
    throw new DomainError(
      'invalid',
      `Invalid configuration: ${issues.map((issue) => `${issue.at}: ${issue.message}`).join('; ')}.`,
      { issues },
    );
  return buildConfig(new Map(values), from);
}

/**
 * The casts hold because every name was parsed with its own reader, and any failure has thrown
 * before.
 */
function buildConfig(values: ReadonlyMap<Name, unknown>, from: object): Config {
  const all = Object.fromEntries(values) as Values;
  return {
    ...all,
    databaseUrl: all.databaseUrl === null ? null : new Secret(all.databaseUrl),
    chatUrl: all.chatUrl === null ? null : new Secret(all.chatUrl),
    smtpUrl: all.smtpUrl === null ? null : new Secret(all.smtpUrl),
    secret: all.secret === null ? null : new Secret(all.secret),
    trustedProxies: all.trustedProxies ?? (all.publicUrl === null ? 0 : 1),
    from: from as Config['from'],
  };
}

/** The effective configuration for display: secrets are ***. */
export function describeConfig(
  config: Config,
): { name: string; value: string; from: 'default' | 'env' | 'flag'; about: string }[] {
  return names.map((name) => ({
    name: kebab(name),
    value: String(config[name] ?? ''),
    from: config.from[name],
    about: settings[name].about,
  }));
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
