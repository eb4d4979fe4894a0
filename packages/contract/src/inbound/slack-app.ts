/** The scopes that the Slack app of a connection asks for, and what does not work without each. */
export const slackScopes = {
  'channels:history': 'Messages of public channels are not read.',
  'channels:read': 'Public channels are not found by their names.',
  'groups:history': 'Messages of private channels are not read.',
  'groups:read': 'Private channels are not found by their names.',
  'reactions:read': 'Reactions are only seen when history is read again.',
  'users:read': 'People and mentions are shown as IDs, such as U012AB3CD.',
  'users:read.email': 'People are not matched with other sources by their email address.',
} as const;

const botEvents = ['message.channels', 'message.groups', 'reaction_added', 'reaction_removed'];

/** What to paste under “Create an app” → “From a manifest” on api.slack.com/apps. It posts nothing. */
export const slackManifest = JSON.stringify(
  {
    display_information: {
      name: 'Debrief',
      description: 'Keeps the record of an incident. It only reads the channels it is invited to.',
    },
    features: { bot_user: { display_name: 'Debrief', always_online: false } },
    oauth_config: { scopes: { bot: Object.keys(slackScopes) } },
    settings: {
      event_subscriptions: { bot_events: botEvents },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  },
  null,
  2,
);
