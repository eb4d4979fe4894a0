export type { FakeChat } from './fake-chat.ts';
export { openFakeMattermost, type FakeMattermost } from './fake-mattermost.ts';
export { openFakeSlack, type FakeSlack } from './fake-slack.ts';
