import type { Shape } from '../shape.ts';
import { firstText, isText, joinLines, textAt, toIdentity, toStream } from '../values.ts';

/** An annotation of `GET /api/annotations`: a mark by a person or tool, or a change of an alert. */
export const grafanaAnnotation: Shape = {
  name: 'Grafana annotations',
  matches: ({ id, time, text, tags, dashboardUID, dashboardId }) =>
    typeof id === 'number' &&
    typeof time === 'number' &&
    typeof text === 'string' &&
    (Array.isArray(tags) || tags === null) &&
    (typeof dashboardUID === 'string' || typeof dashboardId === 'number'),
  read(value) {
    const state = textAt(value, 'newState');
    const tags = textAt(value, 'tags');
    const end = value['timeEnd'];
    return {
      key: textAt(value, 'id'),
      kind: state === '' ? (/deploy|release|rollback/i.test(tags) ? 'change' : 'note') : 'alert',
      at: value['time'],
      until: typeof end === 'number' && end > 0 ? end : null,
      title: textAt(value, 'alertName'),
      author: toIdentity(firstText(value, 'login', 'email'), textAt(value, 'login'), {
        email: textAt(value, 'email'),
      }),
      text: joinLines(
        textAt(value, 'text'),
        isText(value['prevState']) ? `${textAt(value, 'prevState')} → ${state}` : '',
      ),
      stream: toStream(firstText(value, 'dashboardUID', 'dashboardId').replace(/^0$/, '')),
      fields: { state, tags, panel: textAt(value, 'panelId').replace(/^0$/, '') },
    };
  },
};
