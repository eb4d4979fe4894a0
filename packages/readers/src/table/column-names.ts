import type { MappedField } from '@debrief/contract';

/** Known column names, best first, in lowercase without punctuation. */
export const names: Record<Exclude<MappedField, 'kind'>, string[]> = {
  at: 'at timestamp time datetime date_time occurred_at event_at event_time starts_at started_at start_time start created_at created sys_created_on date ts when begin begin_at fired_at triggered_at logged_at published_at posted_at sent_at deployed_at committed_at realtime_timestamp time_unix_nano created_date_time create_at timestamp_ms update_at updated_at epoch origin_server_ts zeit zeitpunkt zeitstempel uhrzeit datum heure horodatage hora fecha data ora 时间 時刻 日時 日付 日期 시간'.split(
    ' ',
  ),
  until:
    'until ends_at ended_at end_time end ende bis stop stopped_at finished_at resolved_at closed_at'.split(
      ' ',
    ),
  author:
    'author author_name author.nickname author.display_name author.name sender_full_name user user_name username user.real_name user.display_name user.name user.login from.user.display_name from.application.display_name from.emailaddress.name sender.emailaddress.name creator.name creator.display_name creator speaker who from sender sender.name sender.login actor actor.display_name actor.name by created_by created_by.display_name opened_by.display_value opened_by sys_created_by reporter login committer nick user_id u.name u.username agent.summary wer autor absender benutzer bearbeiter auteur utilisateur usuario utente autore quien qui chi 作者 用户 谁 担当者 発言者 source name'.split(
      ' ',
    ),
  email:
    'email author_email user_email author.email user.email sender_email from.email_address.address mail email_address'.split(
      ' ',
    ),
  text: 'text message msg body content summary short_description description annotations.summary annotations.description details comment note log line text_payload short_message event title subject labels.alertname alertname body.string_value was nachricht meldung beschreibung ereignis bemerkung notiz evenement événement mensaje descripcion descripción evento messaggio descrizione mensagem descrição 内容 消息 描述 事件 出来事 name'.split(
    ' ',
  ),
  key: 'id key uuid guid event_id message_id record_id incident_id sha fingerprint number iid issue_key'.split(
    ' ',
  ),
  stream: 'stream channel channel_name'.split(' '),
  title: 'title subject labels.alertname alertname headline'.split(' '),
  thread:
    'thread thread_id thread_ts parent_id in_reply_to reply_to reply_to_message_id reply_to_id reference.message_id root_id'.split(
      ' ',
    ),
};

export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]/gu, '')
    .replace(/^\.+/, '');
export const lastPart = (name: string): string => plain(name).split('.').at(-1) ?? '';
export const wanted = Object.fromEntries(
  Object.entries(names).map(([field, list]) => [field, list.map(plain)]),
);

export const authorNames = new Set(names.author.map(plain));
export const textNames = new Set(
  [...names.text, 'alert', 'reason'].filter((name) => name !== 'name').map(plain),
);
