import type { CommentMention } from '@debrief/contract';

export interface TextPart {
  text: string;
  isMention: boolean;
}

/** Splits a comment into its mentions and the text between them. */
export function splitMentions(text: string, mentions: readonly CommentMention[]): TextPart[] {
  // The longest name first: "@Ada Lark" does not mention Ada.
  const names = mentions.map(({ name }) => `@${name}`).toSorted((a, b) => b.length - a.length);
  const parts: TextPart[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const name = names.find((one) => text.startsWith(one, at));
    if (name === undefined) {
      plain += text[at] ?? '';
      at += 1;
      continue;
    }
    if (plain !== '') parts.push({ text: plain, isMention: false });
    parts.push({ text: name, isMention: true });
    plain = '';
    at += name.length;
  }
  return plain === '' ? parts : [...parts, { text: plain, isMention: false }];
}

/** The accounts whose name follows an `@` in the text. */
export function findMentioned(text: string, people: readonly CommentMention[]): string[] {
  const found = splitMentions(text, people).flatMap((part) => (part.isMention ? [part.text] : []));
  return people.filter(({ name }) => found.includes(`@${name}`)).map(({ accountId }) => accountId);
}

/** The `@` and the start of a name before the caret; null if no name is being typed there. */
export function findTypedName(text: string, caret: number): { at: number; name: string } | null {
  const [typed] = /(?<![\p{L}\p{N}])@[\p{L}\p{N}.'’-]{0,40}(?: [\p{L}\p{N}.'’-]{1,40})?$/u.exec(
    text.slice(0, caret),
  ) ?? [null];
  return typed === null ? null : { at: caret - typed.length, name: typed.slice(1) };
}
