import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const tenant = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

const teamsUser = {
  user: { id: 'u-1', displayName: 'Mara Iwu', userIdentityType: 'aadUser', tenantId: tenant },
};

export const teamsSamples: Sample[] = [
  {
    name: 'teams-graph.json',
    content: {
      '@odata.context':
        "https://graph.microsoft.com/v1.0/$metadata#teams('t-1')/channels('19%3Aabc%40thread.tacv2')/messages",
      value: [
        {
          id: '1710338531000',
          replyToId: null,
          messageType: 'message',
          createdDateTime: at(0),
          lastModifiedDateTime: at(9000),
          lastEditedDateTime: at(60),
          subject: 'Orders down',
          importance: 'urgent',
          webUrl: 'https://teams.microsoft.com/l/message/1',
          from: teamsUser,
          body: {
            contentType: 'html',
            content: '<p><at id="0">Jon Deer</at> the queue is <b>full</b></p>',
          },
          attachments: [
            {
              id: 'f',
              contentType: 'reference',
              name: 'g.png',
              contentUrl: 'https://s.test/g.png',
            },
          ],
          reactions: [{ reactionType: 'like', user: { user: { id: 'u-2', displayName: null } } }],
          replies: [
            {
              id: '1710338532000',
              replyToId: '1710338531000',
              createdDateTime: at(1),
              from: { application: { id: 'b-1', displayName: 'Alerts' }, user: null },
              body: { contentType: 'html', content: '<attachment id="c"></attachment>' },
              attachments: [
                {
                  id: 'c',
                  contentType: 'application/vnd.microsoft.card.adaptive',
                  content: '{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"95 %"}]}',
                },
              ],
            },
          ],
        },
        {
          id: '1710338533000',
          messageType: 'systemEventMessage',
          createdDateTime: at(2),
          from: null,
          body: { contentType: 'html', content: '<systemEventMessage/>' },
          eventDetail: {
            '@odata.type': '#microsoft.graph.membersAddedEventMessageDetail',
            members: [{ id: 'u-3', displayName: 'Li Wu' }],
          },
        },
        {
          id: '1710338534000',
          messageType: 'message',
          createdDateTime: at(3),
          deletedDateTime: at(60),
          from: teamsUser,
          body: { contentType: 'text', content: '' },
        },
      ],
    },
  },
  {
    name: 'teams-bulk.jsonl',
    content: toLines(
      {
        Id: 'AAMk1',
        CreatedDateTime: at(5),
        SentDateTime: at(0),
        ConversationId: 'AAQk1',
        Subject: null,
        Body: { ContentType: "Microsoft.OutlookServices.BodyType'HTML'", Content: '<p>full</p>' },
        From: { EmailAddress: { Name: 'Mara Iwu', Address: 'Mara@acme.test' } },
        Attachments: [],
        ptenant: tenant,
      },
      {
        CommunicationId: 'c-1',
        StartTime: at(0),
        EndTime: at(60),
        CommunicationSubType: 'ScheduledMeeting',
        Organizer: { userAADObjectId: 'u-1', displayName: 'Mara Iwu' },
        Content: [
          { dateTime: at(1), participant: { userAADObjectId: 'u-1' }, action: 'Join' },
          { dateTime: at(59), participant: { userAADObjectId: 'u-1' }, action: 'Leave' },
        ],
      },
      {
        ScopeId: 'c-1',
        Events: [],
        Entries: [
          {
            entryId: 'e-1',
            text: 'Orders fail.',
            speakerId: 'u-1',
            displayName: 'Mara Iwu',
            confidence: 0.9,
            startTime: at(5),
            endTime: at(7),
          },
        ],
      },
    ),
  },
];
