import { isObject, type JsonObject } from '../row.ts';
import { asString } from './slack-text.ts';
import type { IdentityRef } from '../source.ts';

const maxUsers = 1_000_000;

/** The users of an export by id, with their display names. */
export class SlackPeople {
  private readonly users = new Map<string, IdentityRef>();
  private readonly teams = new Map<string, number>();

  /** `isOwn`: from the list of the workspace itself, which shows its team. */
  add(user: JsonObject, isOwn = true): void {
    const id = asString(user['id']);
    if (id === '' || this.users.size >= maxUsers) return;
    const profile = isObject(user['profile']) ? user['profile'] : {};
    const realName = pickFirst(
      profile['real_name'],
      user['real_name'],
      profile['display_name'],
      user['name'],
      id,
    );
    const email = asString(profile['email']) || asString(user['email']);
    const isBot = user['is_bot'] === true || id === 'USLACKBOT';
    this.users.set(id, { key: id, name: realName, email: email === '' ? null : email, isBot });
    const team = asString(user['team_id']) || asString(profile['team']);
    if (team !== '' && isOwn) this.teams.set(team, (this.teams.get(team) ?? 0) + 1);
  }

  /** The display text of an @-mention. */
  mention(id: string): string | null {
    return this.users.get(id)?.name ?? null;
  }

  identity(id: string): IdentityRef {
    const known = this.users.get(id);
    return known === undefined
      ? { key: id, name: id, email: null, isBot: id === 'USLACKBOT' }
      : { key: id, name: known.name, email: known.email, isBot: known.isBot };
  }

  /** The author of a message: a user, a bot, or null if the message does not say. */
  author(message: JsonObject): IdentityRef | null {
    const comment = isObject(message['comment']) ? asString(message['comment']['user']) : '';
    const user = asString(message['user']) || comment;
    const bot = asString(message['bot_id']);
    if (user !== '') {
      if (this.users.has(user)) return this.identity(user);
      const profile = isObject(message['user_profile']) ? message['user_profile'] : {};
      const name = pickFirst(
        profile['real_name'],
        profile['display_name'],
        message['username'],
        profile['name'],
        botName(message),
        user,
      );
      return { key: user, name, email: null, isBot: bot !== '' || user === 'USLACKBOT' };
    }
    const username = asString(message['username']);
    if (bot === '' && username === '') return null;
    const name = pickFirst(username, botName(message), bot);
    return {
      key: bot === '' ? `bot:${username}` : bot,
      name,
      email: null,
      isBot: bot !== '' || message['subtype'] === 'bot_message',
    };
  }

  /** The team of most users: guests from other workspaces are also listed. */
  get team(): string | null {
    const [first] = [...this.teams].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return first?.[0] ?? null;
  }

  get ids(): string[] {
    return [...this.users.keys()].toSorted();
  }
}

function botName(message: JsonObject): string {
  return isObject(message['bot_profile']) ? asString(message['bot_profile']['name']) : '';
}

function pickFirst(...candidates: unknown[]): string {
  return candidates.map(asString).find((candidate) => candidate.trim() !== '') ?? '';
}
