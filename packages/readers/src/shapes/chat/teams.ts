import { readHtml } from '../../document/read-html.ts';
import { isHtmlType, parseCard, readForwarded, readRichText } from '../../nested-text.ts';
import { isObject, type JsonObject, type Row } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import type { Draft, Known, Shape } from '../shape.ts';
import {
  firstText,
  groupReactions,
  isText,
  joinLines,
  objectAt,
  objectsAt,
  textAt,
  toFile,
  toIdentity,
  toIso,
  toLinks,
  toStream,
} from '../values.ts';

/** A `chatMessage` of Microsoft Graph: an export of chats or channels, or an API response. */
export const teamsMessage: Shape = {
  name: 'Microsoft Teams messages',
  matches: ({ id, createdDateTime, body, from, messageType, eventDetail }) =>
    isText(id) &&
    isText(createdDateTime) &&
    isObject(body) &&
    isText(body['contentType']) &&
    (isSender(from) || isText(messageType) || isObject(eventDetail)),
  lists: ['replies'],
  source: (value) => toTenant(firstText(value, 'from.user.tenantId')),
  read(value, known, row) {
    const events = objectAt(value, 'eventDetail');
    const event = describeEvent(textAt(events, '@odata.type'));
    const cards = objectsAt(value, 'attachments');
    const quoted = cards.find((one) => textAt(one, 'contentType') === 'messageReference');
    return {
      key: textAt(value, 'id'),
      kind: 'message',
      at: value['createdDateTime'],
      title: textAt(value, 'subject'),
      author: toSender(objectAt(value, 'from'), known),
      text: joinLines(
        event === undefined ? readBody(objectAt(value, 'body')) : readEvent(events),
        readForwarded(value) ?? '',
        ...cards.map(readCard),
      ),
      stream: toConversation(row),
      repliesTo:
        textAt(value, 'replyToId') || (quoted === undefined ? '' : textAt(quoted, 'id')) || null,
      reactions: groupReactions(
        objectsAt(value, 'reactions').map((one) => ({
          name: firstText(one, 'displayName', 'reactionType'),
          by: toSender(objectAt(one, 'user'), known),
        })),
      ),
      files: cards
        .filter((one) => textAt(one, 'contentType') === 'reference')
        .map((one) => toFile(textAt(one, 'name'), { url: textAt(one, 'contentUrl') })),
      links: toLinks(textAt(value, 'webUrl')),
      fields: {
        edited: toIso(value['lastEditedDateTime']),
        importance: textAt(value, 'importance').replace('normal', ''),
      },
      event,
      isDeleted: isText(value['deletedDateTime']),
    };
  },
};

/** A message of a bulk export: Microsoft Graph Data Connect. */
export const teamsBulkMessage: Shape = {
  name: 'Microsoft Teams messages',
  matches: ({ Id, SentDateTime, Body, From, ConversationId }) =>
    isText(Id) &&
    isText(SentDateTime) &&
    isObject(Body) &&
    isObject(From) &&
    isText(ConversationId),
  source: ({ ptenant }) => toTenant(typeof ptenant === 'string' ? ptenant : ''),
  read: (value) => ({
    key: textAt(value, 'Id'),
    kind: 'message',
    at: value['SentDateTime'],
    title: textAt(value, 'Subject'),
    author: toIdentity(
      textAt(value, 'From.EmailAddress.Address').toLowerCase(),
      textAt(value, 'From.EmailAddress.Name'),
      { email: textAt(value, 'From.EmailAddress.Address') },
    ),
    text: readBody(objectAt(value, 'Body')),
    stream: toStream(firstText(value, 'pObjectId', 'ConversationId')),
    files: objectsAt(value, 'Attachments').map((one) =>
      toFile(textAt(one, 'Name'), { type: textAt(one, 'ContentType') }),
    ),
    fields: {
      thread: textAt(value, 'ConversationId'),
      importance: textAt(value, 'Importance').replace('Normal', ''),
    },
  }),
};

/** A call with who joined and left, from the same export. */
export const teamsCallRecord: Shape = {
  name: 'Microsoft Teams calls',
  matches: ({ CommunicationId, StartTime, Content }) =>
    isText(CommunicationId) && isText(StartTime) && Array.isArray(Content),
  source: ({ ptenant }) => toTenant(typeof ptenant === 'string' ? ptenant : ''),
  read(value) {
    const call = textAt(value, 'CommunicationId');
    const stream = toStream(firstText(value, 'ThreadId') || call);
    const organizer = toAttendee(objectAt(value, 'Organizer'));
    const steps = objectsAt(value, 'Content').map((one, index): Draft => {
      const author = toAttendee(objectAt(one, 'participant'));
      const action = textAt(one, 'action');
      return {
        key: `${call}/${index}`,
        kind: 'message',
        at: one['dateTime'],
        author,
        text: `${author?.name ?? 'Someone'}: ${action}`,
        stream,
        event: /^join/i.test(action) ? 'join' : /^leave/i.test(action) ? 'leave' : 'other',
      };
    });
    const start: Draft = {
      key: call,
      kind: 'message',
      at: value['StartTime'],
      until: value['EndTime'],
      author: organizer,
      text: `Call: ${firstText(value, 'CommunicationSubType', 'CommunicationType')}`,
      stream,
      event: 'other',
    };
    return [start, ...steps];
  },
};

/** A call transcript from the same export. */
export const teamsTranscript: Shape = {
  name: 'Microsoft Teams transcripts',
  matches: ({ ScopeId, Entries, Events }) =>
    isText(ScopeId) && Array.isArray(Entries) && Array.isArray(Events),
  lists: ['Entries'],
  source: ({ ptenant }) => toTenant(typeof ptenant === 'string' ? ptenant : ''),
  read: () => [],
};

export const teamsUtterance: Shape = {
  name: 'Microsoft Teams transcripts',
  matches: ({ entryId, text, speakerId, startTime }) =>
    isText(entryId) && typeof text === 'string' && isText(speakerId) && isText(startTime),
  read: (value, _, { parent }) => ({
    key: textAt(value, 'entryId'),
    kind: 'utterance',
    at: value['startTime'],
    until: value['endTime'],
    author: toIdentity(textAt(value, 'speakerId'), textAt(value, 'displayName')),
    text: textAt(value, 'text'),
    stream: toStream(parent === undefined ? '' : textAt(parent.value, 'ScopeId')),
    fields: { confidence: textAt(value, 'confidence') },
  }),
};

function toTenant(id: string): SourceRef | null {
  return id === '' ? null : { kind: 'teams', key: `teams:${id}`, name: 'Microsoft Teams' };
}

const isSender = (from: unknown): boolean =>
  isObject(from) && ['user', 'application', 'device', 'conversation'].some((one) => one in from);

function toSender(from: JsonObject, { people }: Known): IdentityRef | null {
  for (const kind of ['user', 'application', 'device']) {
    const who = objectAt(from, kind);
    const author = toIdentity(textAt(who, 'id'), textAt(who, 'displayName'), {
      isBot: kind === 'application',
    });
    if (author === null) continue;
    if (author.name !== author.key) people.set(author.key, author);
    return people.get(author.key) ?? author;
  }
  return null;
}

function toAttendee(one: JsonObject): IdentityRef | null {
  const name = textAt(one, 'displayName');
  return toIdentity(firstText(one, 'userAADObjectId') || name, name, {
    isBot: textAt(one, 'recipientType') === 'Applications',
  });
}

function readBody(body: JsonObject): string {
  const content = firstText(body, 'content', 'Content');
  // Adaptive cards and quotes are in the attachments.
  const words = content.replaceAll(/<attachment id="[^"]{0,200}"><\/attachment>/g, '');
  return isHtmlType(body) ? readHtml(words) : words;
}

function readCard(attachment: JsonObject): string {
  const type = textAt(attachment, 'contentType');
  if (!type.startsWith('application/vnd.microsoft.')) return '';
  return readRichText(parseCard(textAt(attachment, 'content'))) ?? '';
}

const eventType = /^#microsoft\.graph\.(\w{1,80}?)(?:EventMessageDetail)?$/;

function describeEvent(type: string): Draft['event'] {
  if (type === '') return undefined;
  if (/members(?:Added|Joined)/.test(type)) return 'join';
  if (/members(?:Deleted|Left)/.test(type)) return 'leave';
  if (/channelDescription|topic/i.test(type)) return 'topic';
  return /Renamed/.test(type) ? 'name' : 'other';
}

function readEvent(detail: JsonObject): string {
  const [, name = ''] = eventType.exec(textAt(detail, '@odata.type')) ?? [];
  const words = name.replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  const members = objectsAt(detail, 'members').map((one) => firstText(one, 'displayName', 'id'));
  return [words, members.join(', '), firstText(detail, 'channelDisplayName', 'chatDisplayName')]
    .filter((part) => part !== '')
    .join(': ');
}

const context = /\/(?:channels|chats)\('([^']{1,300})'\)/;

/** The channel or chat that a message names, or else the message or the response around it. */
function toConversation({ value, parent }: Row): StreamRef | null {
  const key =
    firstText(value, 'channelIdentity.channelId', 'chatId') ||
    (context.exec(decodeContext(textAt(value, '@odata.context')))?.[1] ?? '');
  if (key === '') return parent === undefined ? null : toConversation(parent);
  return toStream(key, firstText(value, 'channelIdentity.displayName'));
}

function decodeContext(url: string): string {
  return url.replaceAll('%3A', ':').replaceAll('%40', '@');
}
