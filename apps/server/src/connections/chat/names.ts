import type { ChatPage } from '@debrief/readers';
import type { ChatPart, JsonObject } from './chat-tool.ts';

/** The people of a chat, by id. Those that the tool does not know are kept as such. */
export class Names {
  private readonly people = new Map<string, JsonObject | null>();
  private readonly pattern: RegExp;
  private readonly ask: (ids: string[]) => Promise<Map<string, JsonObject>>;

  /**
   * `pattern` finds ids of people in what the tool wrote: its first group, if it has one. `ask` gets
   * those that the tool knows.
   */
  constructor(pattern: RegExp, ask: (ids: string[]) => Promise<Map<string, JsonObject>>) {
    this.pattern = pattern;
    this.ask = ask;
  }

  private findIds(part: ChatPart): string[] {
    const found = JSON.stringify(part).matchAll(this.pattern);
    return [...new Set([...found].map(([all, group]) => group ?? all))];
  }

  lacks(part: ChatPart): boolean {
    return this.findIds(part).some((id) => !this.people.has(id));
  }

  /** The people in a part. Throws a `RequestError`. */
  async find(part: ChatPart): Promise<JsonObject[]> {
    const ids = this.findIds(part);
    const unknown = ids.filter((id) => !this.people.has(id));
    if (unknown.length > 0) {
      const found = await this.ask(unknown);
      for (const id of unknown) this.people.set(id, found.get(id) ?? null);
    }
    return ids.map((id) => this.people.get(id) ?? null).filter((person) => person !== null);
  }
}

export function toBody(
  part: ChatPart,
  more: Pick<ChatPage, 'source' | 'people' | 'channels'>,
): Uint8Array {
  return Buffer.from(JSON.stringify({ ...more, ...part } satisfies ChatPage));
}
