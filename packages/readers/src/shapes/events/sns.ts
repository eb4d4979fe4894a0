import { parseCard } from '../../nested-text.ts';
import type { Shape } from '../shape.ts';
import { firstText, isText, joinLines, pickFields, textAt, toSource, toStream } from '../values.ts';

/** A notification of Amazon SNS. Its message is an alarm of CloudWatch, or any text. */
export const snsNotification: Shape = {
  name: 'Amazon SNS notifications',
  matches: ({ Type, MessageId, TopicArn, Message, Timestamp }) =>
    Type === 'Notification' &&
    isText(MessageId) &&
    isText(TopicArn) &&
    typeof Message === 'string' &&
    isText(Timestamp),
  source: ({ TopicArn }) => toSource('aws', String(TopicArn).split(':')[4] ?? ''),
  read(value, known, row) {
    const message = parseCard(textAt(value, 'Message'));
    if (message !== null && cloudWatchAlarm.matches(message))
      return cloudWatchAlarm.read(message, known, row);
    const topic = textAt(value, 'TopicArn').split(':').at(-1) ?? '';
    return {
      key: `message/${textAt(value, 'MessageId')}`,
      kind: 'alert',
      at: value['Timestamp'],
      title: firstText(value, 'Subject') || topic,
      text: joinLines(textAt(value, 'Subject'), textAt(value, 'Message')),
      stream: toStream(topic),
    };
  },
};

/** The message of a CloudWatch alarm when its state changes. */
export const cloudWatchAlarm: Shape = {
  name: 'CloudWatch alarms',
  matches: ({ AlarmName, NewStateValue, StateChangeTime }) =>
    isText(AlarmName) && isText(NewStateValue) && isText(StateChangeTime),
  read(value) {
    const name = textAt(value, 'AlarmName');
    const state = textAt(value, 'NewStateValue');
    const service = firstText(value, 'Trigger.Namespace', 'Trigger.MetricName');
    return {
      key: `alarm/${firstText(value, 'AlarmArn', 'AlarmName')}/${textAt(value, 'StateChangeTime')}`,
      kind: 'alert',
      at: value['StateChangeTime'],
      title: name,
      text: joinLines(
        `${name}: ${textAt(value, 'OldStateValue')} → ${state}`,
        textAt(value, 'AlarmDescription'),
        textAt(value, 'NewStateReason'),
      ),
      stream: toStream(name),
      fields: {
        state,
        service,
        ...pickFields(value, {
          metric: 'Trigger.MetricName',
          region: 'Region',
          account: 'AWSAccountId',
        }),
      },
    };
  },
};
