import { child, children, getMember, getName, getText, type Rule } from './ast.ts';
import { isTest, getPlace } from './place.ts';

/**
 * Read in one file, which reports all problems at once; the command line reads it in one place, to
 * pass it on, and its launcher passes it to another version of Node.
 */
const envPlaces = ['apps/server/src/config.ts', 'apps/cli/src/main.ts', 'apps/cli/pinned-node.mjs'];

/** The environment is a parameter everywhere else. */
export const noEnv: Rule = {
  create(context) {
    const place = getPlace(context);
    if (envPlaces.includes(place) || isTest(place)) return {};
    const message =
      'The environment is only read in apps/server/src/config.ts: take the value as a parameter.';
    return {
      MemberExpression(node) {
        const member = getMember(node);
        if (member?.[0] === 'process' && member[1] === 'env') context.report({ node, message });
      },
      ImportDeclaration(node) {
        const takesEnv = children(node, 'specifiers').some(
          (specifier) => getName(child(specifier, 'imported')) === 'env',
        );
        if (/^(node:)?process$/.test(getText(child(node, 'source')) ?? '') && takesEnv)
          context.report({ node, message });
      },
    };
  },
};

/** The current time comes from a clock that is passed in, so that tests and replays can stop it. */
export const noWallClock: Rule = {
  create(context) {
    const place = getPlace(context);
    if (/^(packages|apps)\/[a-z-]+\/src\/clock\.ts$/.test(place) || isTest(place)) return {};
    const message =
      'The present time comes from a clock (ctx.clock.now()); only src/clock.ts asks the machine.';
    return {
      CallExpression(node) {
        const member = getMember(child(node, 'callee'));
        if (member?.[0] === 'Date' && member[1] === 'now') context.report({ node, message });
      },
      NewExpression(node) {
        if (getName(child(node, 'callee')) === 'Date' && children(node, 'arguments').length === 0)
          context.report({ node, message });
      },
    };
  },
};

const doors = new Set(['fetch', 'EventSource', 'XMLHttpRequest', 'WebSocket']);

/**
 * The reading page is a separate entry with its own file for requests: the other one includes the
 * full contract.
 */
const webDoors = ['apps/web/src/api.ts', 'apps/web/src/read/send.ts'];

/** The web application has one file for requests to the server. */
export const oneDoor: Rule = {
  create(context) {
    const place = getPlace(context);
    if (!place.startsWith('apps/web/src/') || webDoors.includes(place) || isTest(place)) return {};
    const message = 'The web application only sends requests through apps/web/src/api.ts.';
    const isDoor = (name: string | null) => name !== null && doors.has(name);
    return {
      CallExpression(node) {
        const callee = child(node, 'callee');
        const member = getMember(callee);
        const isGlobal = member !== null && ['window', 'globalThis', 'self'].includes(member[0]);
        if (
          isDoor(getName(callee)) ||
          (isGlobal && isDoor(member[1])) ||
          (member?.[0] === 'navigator' && member[1] === 'sendBeacon')
        )
          context.report({ node, message });
      },
      NewExpression(node) {
        if (isDoor(getName(child(node, 'callee')))) context.report({ node, message });
      },
    };
  },
};
